using System.Text.RegularExpressions;
using CustomerOps.Contracts;
using CustomerOps.Contracts.DataProtection;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Messaging.Outbox;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CustomerOps.Messaging;

/// <summary>Where messages wait that could not be understood or handled: <c>&lt;queue&gt;_error</c>, whole, with the reason in their headers.</summary>
internal sealed class ErrorQueues(BrokerConnection broker, BackgroundConnections connections, Senders senders, IEnumerable<EventIntake> intakes)
{
    /// <summary>How many messages wait in this service's error queues.</summary>
    public async Task<long> Count(CancellationToken stop)
    {
        var total = 0L;
        foreach (var intake in intakes) total += await Count(intake.ErrorQueue, stop);
        return total;
    }

    /// <summary>Puts every message back where it failed, each confirmed before it leaves the error queue, and gives failed due messages new tries.</summary>
    public async Task<Redriven> Redrive(CancellationToken stop)
    {
        var messages = 0;
        foreach (var intake in intakes) messages += await Redrive(intake, await Count(intake.ErrorQueue, stop), stop);
        await using var connection = await connections.Open(stop);
        await using var again = new NpgsqlCommand("update due_messages set failed_at = null, attempts = 0, due_at = now() where failed_at is not null", connection);
        return new Redriven(messages, await again.ExecuteNonQueryAsync(stop));
    }

    /// <summary>Removes the organisation's messages that hold these words; the others go back behind each other as they were. So with what its partners got back.
    /// An order to erase stays: it holds what it is about.</summary>
    public async Task Forget(Guid tenantId, Regex words, CancellationToken stop)
    {
        var ours = intakes.Where(i => i.RoutingKey != EventAttribute.TypeOf(typeof(ErasureOrdered))).Select(i => (Queue: i.ErrorQueue, OfPartner: false));
        foreach (var (queue, ofPartner) in ours.Concat((await Rejected(tenantId, stop)).Select(q => (q, true))))
        {
            var count = await Count(queue, stop);
            if (count == 0) continue;
            await using var channel = await broker.OpenChannel(stop);
            for (var seen = 0; seen < count && await channel.BasicGetAsync(queue, autoAck: false, stop) is { } message; seen++)
                if (Said.In(message.Body.Span) is var said && (ofPartner || said.Contains($"{tenantId}", StringComparison.OrdinalIgnoreCase)) && words.IsMatch(said)) await channel.BasicAckAsync(message.DeliveryTag, multiple: false, stop);
            // Whatever was not removed returns to its place when the channel closes.
        }
    }

    /// <summary>Where the organisation's partners find what they sent and nobody could take.</summary>
    private async Task<IReadOnlyList<string>> Rejected(Guid tenantId, CancellationToken stop)
    {
        await using var connection = await connections.Open(stop);
        await using var command = new NpgsqlCommand("select coalesce(array_agg(user_name), '{}') from partner_senders where tenant_id = $1", connection) { Parameters = { new() { Value = tenantId } } };
        return [.. ((string[])(await command.ExecuteScalarAsync(stop))!).Select(PartnerQueues.Rejected).Distinct()];
    }

    private async Task<uint> Count(string queue, CancellationToken stop)
    {
        await using var channel = await broker.OpenChannel(stop);
        try { return (await channel.QueueDeclarePassiveAsync(queue, stop)).MessageCount; }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404) { return 0; }
    }

    private async Task<int> Redrive(EventIntake intake, uint count, CancellationToken stop)
    {
        if (count == 0) return 0;
        await using var channel = await broker.OpenChannel(stop);
        var moved = 0;
        for (; moved < count && await channel.BasicGetAsync(intake.ErrorQueue, autoAck: false, stop) is { } message; moved++)
        {
            var properties = senders.Again(message.BasicProperties);
            foreach (var header in properties.Headers!.Keys.Where(QueueShape.TellsOfFault).ToList()) properties.Headers.Remove(header);
            await channel.BasicPublishAsync("", intake.Queue, mandatory: true, properties, message.Body, stop);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, stop);
        }

        return moved;
    }
}

/// <summary>What a re-drive put back.</summary>
internal sealed record Redriven(int Messages, int DueMessages);

internal static class RedriveEndpoints
{
    public static void MapRedrive(this IEndpointRouteBuilder app) =>
        app.MapOperatorCommands().MapPost("/re-drive", (ErrorQueues errors, CancellationToken stop) => errors.Redrive(stop));
}
