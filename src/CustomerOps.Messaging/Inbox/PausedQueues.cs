using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerOps.Messaging.Inbox;

/// <summary>
/// The queues an operator has paused. They stand in the service's database: every replica keeps still within a second or two, and neither a lost broker nor a
/// restart sets going what somebody stopped for a reason.
/// </summary>
internal sealed class PausedQueues(BackgroundConnections connections, TimeProvider time, ILogger<PausedQueues> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private volatile Dictionary<string, DateTimeOffset>? _since;

    /// <summary>Also while it is not known yet: what may be paused is not started.</summary>
    public bool MayBe(string queue) => _since is not { } since || since.ContainsKey(queue);

    public DateTimeOffset? Since(string queue) => _since is { } since && since.TryGetValue(queue, out var at) ? at : null;

    public async Task Pause(IReadOnlyCollection<string> queues, CancellationToken stop)
    {
        await Execute("insert into paused_consumers (queue) select unnest($1) on conflict do nothing", queues, stop);
        log.LogWarning("An operator paused {Queues}", string.Join(", ", queues));
    }

    public async Task Resume(IReadOnlyCollection<string> queues, CancellationToken stop)
    {
        await Execute("delete from paused_consumers where queue = any($1)", queues, stop);
        log.LogWarning("An operator resumed {Queues}", string.Join(", ", queues));
    }

    /// <summary>Known before the consumers start, so that they need not wait for the first look.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryLook(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryLook(stoppingToken);
        }
    }

    private async Task TryLook(CancellationToken stop)
    {
        try { await Look(stop); }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { /* the end */ }
        catch (Exception e) { log.LogWarning("Which consumers are paused could not be read and is tried again: {Reason}", e.Message); }
    }

    private async Task Execute(string change, IReadOnlyCollection<string> queues, CancellationToken stop)
    {
        await using (var connection = await connections.Open(stop))
        {
            await using var command = new NpgsqlCommand(change, connection) { Parameters = { new() { Value = queues.ToArray() } } };
            await command.ExecuteNonQueryAsync(stop);
        }

        await Look(stop);
    }

    private async Task Look(CancellationToken stop)
    {
        await using var connection = await connections.Open(stop);
        await using var command = new NpgsqlCommand("select queue, paused_at from paused_consumers", connection);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var since = new Dictionary<string, DateTimeOffset>();
        while (await rows.ReadAsync(stop)) since[rows.GetString(0)] = rows.GetFieldValue<DateTimeOffset>(1);
        _since = since;
    }
}
