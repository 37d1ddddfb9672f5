using System.Diagnostics;
using CustomerOps.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;

namespace CustomerOps.Messaging.Outbox;

/// <summary>Publishes what the outbox holds, oldest first, and deletes what the broker confirmed. Replicas share the work by SKIP LOCKED; a crash repeats, never loses.</summary>
internal sealed class OutboxRelay(BackgroundConnections connections, BrokerConnection broker, OutboxSignal signal, LiveFeed live, MessagingMeters meters, ILogger<OutboxRelay> log) : BackgroundService
{
    private const int Batch = 200, BatchBytes = 32 << 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), PublishWithin = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IChannel? channel = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (channel is not { IsOpen: true }) channel = await broker.OpenChannel(stoppingToken);
                if (!await Relay(channel, stoppingToken)) await signal.Wait(LookEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception e)
            {
                log.LogWarning("The outbox could not be relayed and is tried again: {Reason}", e.Message);
                if (channel is not null) await channel.DisposeAsync();
                channel = null;
                await Task.Delay(LookEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (channel is not null) await channel.DisposeAsync();
    }

    /// <returns>True when more may be waiting.</returns>
    private async Task<bool> Relay(IChannel channel, CancellationToken stopping)
    {
        await using var connection = await connections.Open(stopping);
        await using var transaction = await connection.BeginTransactionAsync(stopping);
        var messages = await Take(connection, stopping);
        if (messages.Count == 0) return false;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(PublishWithin);
        await Task.WhenAll(messages.Select(m => Publish(channel, m, deadline.Token).AsTask()));
        await using var delete = new NpgsqlCommand("delete from outbox where id = any($1)", connection) { Parameters = { new() { Value = messages.Select(m => m.Id).ToArray() } } };
        // Confirmed is confirmed: a stop now must not make it go out twice.
        await delete.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        meters.Published(messages.Count);
        await live.Tell([.. messages.Select(m => m.Body)]);
        return messages.Count == Batch || messages.Sum(m => (long)m.Body.Length) >= BatchBytes;
    }

    private static async Task<List<Message>> Take(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var select = new NpgsqlCommand("select id, tenant_id, type, body, trace_parent from outbox order by id limit $1 for update skip locked", connection) { Parameters = { new() { Value = Batch } } };
        await using var rows = await select.ExecuteReaderAsync(stopping);
        var (messages, bytes) = (new List<Message>(), 0L);
        // A few with files in them are enough for one round; the others come with the next.
        while (bytes < BatchBytes && await rows.ReadAsync(stopping))
        {
            messages.Add(new(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetFieldValue<byte[]>(3), await rows.IsDBNullAsync(4, stopping) ? null : rows.GetString(4)));
            bytes += messages[^1].Body.Length;
        }

        return messages;
    }

    private static async ValueTask Publish(IChannel channel, Message message, CancellationToken cancellationToken)
    {
        using var span = MessagingMeters.Spans.StartActivity($"publish {message.Type}", ActivityKind.Producer, message.TraceParent);
        var properties = new BasicProperties
        {
            MessageId = message.Id.ToString(), Type = message.Type, ContentType = "application/cloudevents+json", DeliveryMode = DeliveryModes.Persistent,
            // A second routing key, taken off by the broker: what a partner's queue is bound by, so that the broker itself keeps organisations apart.
            Headers = new Dictionary<string, object?> { ["BCC"] = new List<object?> { PartnerQueues.RoutingKey(message.TenantId, message.Type) } },
        };
        await channel.BasicPublishAsync(Exchanges.Events, message.Type, mandatory: false, properties, message.Body, cancellationToken);
    }

    private sealed record Message(Guid Id, Guid TenantId, string Type, byte[] Body, string? TraceParent);
}
