using CustomerOps.Messaging.Inbox;
using CustomerOps.Messaging.Outbox;
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
        foreach (var intake in intakes) total += await Count(intake, stop);
        return total;
    }

    /// <summary>Puts every message back where it failed, each confirmed before it leaves the error queue, and gives failed due messages new tries.</summary>
    public async Task<Redriven> Redrive(CancellationToken stop)
    {
        var messages = 0;
        foreach (var intake in intakes) messages += await Redrive(intake, await Count(intake, stop), stop);
        await using var connection = await connections.Open(stop);
        await using var again = new NpgsqlCommand("update due_messages set failed_at = null, attempts = 0, due_at = now() where failed_at is not null", connection);
        return new Redriven(messages, await again.ExecuteNonQueryAsync(stop));
    }

    private async Task<uint> Count(EventIntake intake, CancellationToken stop)
    {
        await using var channel = await broker.OpenChannel(stop);
        try { return (await channel.QueueDeclarePassiveAsync(intake.ErrorQueue, stop)).MessageCount; }
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
