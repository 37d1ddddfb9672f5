using System.Collections.Concurrent;
using CustomerOps.Gateway.Limits;
using CustomerOps.ServiceDefaults.Cache;

namespace CustomerOps.Gateway.Live;

/// <summary>All readers at this replica, by organisation. One loop reads what is new for each organisation that has readers.</summary>
internal sealed class LiveStreams(RedisLink redis, TimeProvider time, ILogger<LiveStreams> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), SubscribeAgain = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Guid, Organisation> _organisations = new();
    private readonly Lock _coming = new();
    private readonly ConcurrentDictionary<Guid, byte> _grown = new();
    private readonly SemaphoreSlim _woken = new(0, 1);

    public Places Readers { get; } = new(20, 5_000, "events.too-many-streams", "live streams");

    /// <returns>Where the reader joined, or null when Redis does not answer.</returns>
    public async Task<string?> Join(Guid tenantId, LiveStream stream)
    {
        if (await LiveEvent.Ends(redis, tenantId) is not var (_, newest)) return null;
        // Joining and the last one's leaving are one after the other: nobody joins what is no longer read.
        lock (_coming) return _organisations.GetOrAdd(tenantId, _ => new Organisation(newest)).Join(stream);
    }

    public void Leave(Guid tenantId, LiveStream stream)
    {
        lock (_coming)
            if (_organisations.TryGetValue(tenantId, out var organisation) && organisation.Leave(stream) == 0) _organisations.TryRemove(tenantId, out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var subscribed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!subscribed && !_organisations.IsEmpty)
                {
                    await redis.Subscribe(LiveEntries.Channel, Wake, stoppingToken).WaitAsync(SubscribeAgain, time, stoppingToken);
                    subscribed = true;
                }

                // What is not announced (Redis was away) is found by the look each second.
                var announced = await _woken.WaitAsync(LookEvery, stoppingToken);
                var grown = announced ? [.. _grown.Keys] : _organisations.Keys.ToArray();
                foreach (var tenant in grown) _grown.TryRemove(tenant, out _);
                await Task.WhenAll(grown.Select(Read));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception e)
            {
                log.LogWarning("Live events could not be read and are tried again: {Reason}", e.Message);
                await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Read(Guid tenantId)
    {
        while (_organisations.TryGetValue(tenantId, out var organisation) && await LiveEvent.ReadAfter(redis, tenantId, organisation.Last) is { Count: > 0 } told)
            organisation.Tell(told);
    }

    private void Wake(string tenant)
    {
        if (!Guid.TryParseExact(tenant, "n", out var tenantId) || !_organisations.ContainsKey(tenantId)) return;
        _grown[tenantId] = 0;
        try { _woken.Release(); }
        catch (SemaphoreFullException) { /* already woken */ }
    }

    private sealed class Organisation(string last)
    {
        private readonly Lock _lock = new();
        private readonly HashSet<LiveStream> _streams = [];

        public string Last { get; private set; } = last;

        public string Join(LiveStream stream)
        {
            lock (_lock)
            {
                _streams.Add(stream);
                return Last;
            }
        }

        public int Leave(LiveStream stream)
        {
            lock (_lock)
            {
                _streams.Remove(stream);
                return _streams.Count;
            }
        }

        public void Tell(IReadOnlyList<LiveEvent> told)
        {
            lock (_lock)
            {
                foreach (var one in told)
                    foreach (var stream in _streams) stream.Offer(one);
                Last = told[^1].Id;
            }
        }
    }
}
