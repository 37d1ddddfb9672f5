using System.Diagnostics;
using CustomerOps.Gateway.Limits;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Cache;
using CustomerOps.Testing.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests;

/// <summary>Two replicas on one Redis, and each by itself without it.</summary>
public sealed class SharedLimitTests
{
    private static readonly Allowance s_allowance = new(PerSecond: 20, Burst: 100);

    [Fact]
    public async Task Two_replicas_give_no_more_than_the_bucket_holds()
    {
        var cache = (await TestServers.Get()).Cache;
        using var one = new Replica(cache);
        using var two = new Replica(cache);
        var key = $"{Guid.NewGuid():n}";
        var clock = Stopwatch.StartNew();
        var given = 0;
        await Parallel.ForAsync(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            if ((await (i % 2 == 0 ? one : two).Buckets.Spend(key, s_allowance)).Allowed) Interlocked.Increment(ref given);
        });
        given.ShouldBeGreaterThanOrEqualTo(s_allowance.Burst - 2 * s_allowance.Handful); // what a replica holds when the last one asks
        given.ShouldBeLessThanOrEqualTo(s_allowance.Burst + (int)Math.Ceiling(clock.Elapsed.TotalSeconds * s_allowance.PerSecond));
        (await two.Buckets.Spend($"{Guid.NewGuid():n}", s_allowance)).Allowed.ShouldBeTrue("another caller has a bucket of its own");
    }

    [Fact]
    public async Task What_was_spent_fills_up_again()
    {
        using var replica = new Replica((await TestServers.Get()).Cache);
        var key = $"{Guid.NewGuid():n}";
        Decision refused;
        do refused = await replica.Buckets.Spend(key, s_allowance);
        while (refused.Allowed);
        refused.Wait.ShouldBeGreaterThan(TimeSpan.Zero);
        await Task.Delay(refused.Wait + TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        (await replica.Buckets.Spend(key, s_allowance)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_Redis_each_replica_limits_by_itself_and_stays_quick()
    {
        using var replica = new Replica("127.0.0.1:9,connectTimeout=200");
        var clock = Stopwatch.StartNew();
        var given = 0;
        for (var i = 0; i < 300; i++)
            if ((await replica.Buckets.Spend("alone", s_allowance)).Allowed) given++;
        given.ShouldBeInRange(s_allowance.Burst, s_allowance.Burst + (int)Math.Ceiling(clock.Elapsed.TotalSeconds * s_allowance.PerSecond) + 4);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    private sealed class Replica : IDisposable
    {
        private readonly RedisLink _redis;

        public Replica(string cache)
        {
            var settings = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:cache", cache)]).Build();
            _redis = new RedisLink(settings, new ServiceName("gateway"), TimeProvider.System, NullLogger<RedisLink>.Instance);
            Buckets = new CallerBuckets(new SharedBuckets(_redis), TimeProvider.System);
        }

        public CallerBuckets Buckets { get; }

        public void Dispose()
        {
            Buckets.Dispose();
            _redis.Dispose();
        }
    }
}
