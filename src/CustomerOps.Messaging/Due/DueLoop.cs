using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerOps.Messaging.Due;

/// <summary>Delivers due messages within a second of their time. A failed one is tried again with growing pauses, eight times, then kept as failed until re-driven.</summary>
internal sealed class DueLoop(BackgroundConnections connections, IEnumerable<DueRoute> routes, IServiceProvider services, MessagingMeters meters, ILogger<DueLoop> log) : BackgroundService
{
    private const int Batch = 100, Attempts = 8, AtOnce = 4;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250), HandleWithin = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, DueRoute> _routes = routes.ToDictionary(r => r.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = await Claim(stoppingToken);
                var together = due.GroupBy(d => (d.Name, d.TenantId)).SelectMany(g => g.Chunk(_routes.GetValueOrDefault(g.Key.Name)?.AtOnce ?? 1));
                await Parallel.ForEachAsync(together, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (d, stop) => await Deliver(d, stop));
                if (due.Count < Batch) await Task.Delay(LookEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception e)
            {
                log.LogWarning("Due messages could not be read and are tried again: {Reason}", e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Pushes the due time of what is taken into the future: should this process die, another takes it over then.</summary>
    private async Task<List<DueDelivery>> Claim(CancellationToken stop)
    {
        await using var connection = await connections.Open(stop);
        await using var command = new NpgsqlCommand("""
            update due_messages d set attempts = attempts + 1, due_at = now() + make_interval(secs => 60)
            from (select id from due_messages where due_at <= now() and failed_at is null order by due_at limit $1 for update skip locked) due
            where d.id = due.id
            returning d.id, d.tenant_id, d.name, d.body, d.trace_parent, d.attempts
            """, connection) { Parameters = { new() { Value = Batch } } };
        await using var rows = await command.ExecuteReaderAsync(stop);
        var claimed = new List<DueDelivery>();
        while (await rows.ReadAsync(stop))
            claimed.Add(new(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetString(3), await rows.IsDBNullAsync(4, stop) ? null : rows.GetString(4), rows.GetInt32(5)));
        return claimed;
    }

    private async Task Deliver(DueDelivery[] due, CancellationToken stop)
    {
        using var span = MessagingMeters.Span($"due {due[0].Name}", [.. due.Select(d => d.TraceParent)]);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(HandleWithin);
        try
        {
            if (!_routes.TryGetValue(due[0].Name, out var route)) throw new InvalidOperationException($"Nothing handles due messages named {due[0].Name}.");
            await route.Deliver(services, due, deadline.Token);
            meters.Due(due[0].Name, due.Length);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            if (due.Length == 1) await Postpone(due[0], e.Message, stop);
            else foreach (var one in due) await Deliver([one], stop);
        }
    }

    private async Task Postpone(DueDelivery due, string reason, CancellationToken stop)
    {
        log.LogWarning("Due message {Name} {Id} failed at attempt {Attempt}: {Reason}", due.Name, due.Id, due.Attempt, reason);
        await using var connection = await connections.Open(stop);
        await using var command = new NpgsqlCommand("""
            update due_messages set last_error = left($2, 500), due_at = now() + make_interval(secs => $3), failed_at = case when $4 then now() end where id = $1
            """, connection)
        {
            Parameters = { new() { Value = due.Id }, new() { Value = reason }, new() { Value = Math.Min(300d, Math.Pow(2, due.Attempt)) }, new() { Value = due.Attempt >= Attempts } },
        };
        await command.ExecuteNonQueryAsync(stop);
    }
}
