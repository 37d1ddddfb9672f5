using CustomerOps.Messaging.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerOps.Messaging;

/// <summary>Every fifteen seconds: measures outbox, error queues and the business for the dashboard, forgets idempotency keys after a day and inbox rows after thirty.</summary>
internal sealed class Housekeeping(BackgroundConnections connections, ErrorQueues errors, MessagingMeters meters, TimeProvider time, ILogger<Housekeeping> log) : BackgroundService
{
    private const string Forget = """
        delete from idempotency_keys where ctid in (select ctid from idempotency_keys where created_at < now() - interval '24 hours' limit 5000);
        delete from inbox where ctid in (select ctid from inbox where received_at < now() - interval '30 days' limit 5000);
        """;

    private const string Measure = """
        select (select count(*) from outbox), (select coalesce(extract(epoch from now() - min(raised_at)), 0)::float8 from outbox),
               (select count(*) from due_messages where failed_at is not null)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(15), time, stoppingToken);
                await Run(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception e) { log.LogWarning("Housekeeping failed and is tried again: {Reason}", e.Message); }
        }
    }

    private async Task Run(CancellationToken stop)
    {
        await using var connection = await connections.Open(stop);
        await using var forget = new NpgsqlCommand(Forget, connection);
        await forget.ExecuteNonQueryAsync(stop);
        await using var measure = new NpgsqlCommand(Measure, connection);
        await using var row = await measure.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        meters.Observe(row.GetInt64(0), row.GetDouble(1), await errors.Count(stop), row.GetInt64(2));
        meters.Observe(await BusinessFigure.Read(connections, stop));
    }
}
