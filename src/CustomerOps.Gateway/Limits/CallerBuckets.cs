using System.Threading.RateLimiting;
using Microsoft.Extensions.Caching.Memory;

namespace CustomerOps.Gateway.Limits;

/// <summary>
/// A caller's tokens here: taken from the shared bucket by the handful, so that most requests ask nobody. Two replicas together give no more than
/// the bucket holds; without Redis each gives that much by itself.
/// </summary>
internal sealed class CallerBuckets(SharedBuckets shared, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(1);
    private readonly MemoryCache _hands = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private readonly PartitionedRateLimiter<(string Key, Allowance Allowance)> _alone = PartitionedRateLimiter.Create<(string Key, Allowance Allowance), string>(
        asked => RateLimitPartition.GetTokenBucketLimiter(asked.Key, _ => Bucket(asked.Allowance)));

    public async ValueTask<Decision> Spend(string key, Allowance allowance)
    {
        var hand = HandOf(key);
        if (hand.Spend(time.GetUtcNow()) is { } decided) return decided;
        await hand.Turn.WaitAsync();
        try
        {
            if (hand.Spend(time.GetUtcNow()) is { } meanwhile) return meanwhile;
            if (await shared.Take(key, allowance, allowance.Handful) is not var (got, left, wait)) return Alone(key, allowance);
            hand.Fill(got, left, time.GetUtcNow() + (got > 0 ? Keep : wait));
            return hand.Spend(time.GetUtcNow()) ?? new Decision(false, 0, TimeSpan.FromSeconds(1));
        }
        finally { hand.Turn.Release(); }
    }

    /// <summary>One hand for all who come at once: what a second one had taken would be spent by nobody.</summary>
    private Hand HandOf(string key)
    {
        if (_hands.TryGetValue(key, out Hand? known)) return known!;
        lock (_hands)
            return _hands.GetOrCreate(key, entry =>
            {
                (entry.Size, entry.SlidingExpiration) = (1, TimeSpan.FromMinutes(1));
                return new Hand();
            })!;
    }

    private Decision Alone(string key, Allowance allowance)
    {
        using var lease = _alone.AttemptAcquire((key, allowance));
        var left = (int)(_alone.GetStatistics((key, allowance))?.CurrentAvailablePermits ?? 0);
        return new Decision(lease.IsAcquired, left, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero);
    }

    private static TokenBucketRateLimiterOptions Bucket(Allowance allowance) => new()
    {
        TokenLimit = allowance.Burst, TokensPerPeriod = Math.Max(1, (int)(allowance.PerSecond / 5)),
        // Slower than one in that time: one token whenever it is due.
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(0.2, 1 / allowance.PerSecond)), QueueLimit = 0, AutoReplenishment = true,
    };

    public void Dispose()
    {
        _hands.Dispose();
        _alone.Dispose();
    }

    private sealed class Hand
    {
        private readonly Lock _lock = new();
        private int _tokens, _behind;
        private DateTimeOffset _until;
        private bool _refused;

        /// <summary>One asks for all who wait.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public void Fill(int tokens, int behind, DateTimeOffset until)
        {
            lock (_lock) (_tokens, _behind, _until, _refused) = (tokens, behind, until, tokens == 0);
        }

        /// <returns>Null when the shared bucket has to be asked.</returns>
        public Decision? Spend(DateTimeOffset now)
        {
            lock (_lock)
            {
                if (now >= _until) return null;
                if (_tokens > 0) return new Decision(true, --_tokens + _behind, TimeSpan.Zero);
                return _refused ? new Decision(false, 0, _until - now) : null;
            }
        }
    }
}
