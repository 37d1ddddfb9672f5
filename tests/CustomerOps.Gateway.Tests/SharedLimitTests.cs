using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using CustomerOps.Gateway.Limits;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Cache;
using CustomerOps.Testing.Servers;
using CustomerOps.Testing.Stack;
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
    public async Task Callers_who_come_at_once_lose_nothing_of_the_bucket()
    {
        using var replica = new Replica((await TestServers.Get()).Cache);
        var allowance = new Allowance(PerSecond: 20, Burst: 400); // ten at a time
        for (var round = 0; round < 100; round++)
        {
            var key = $"{Guid.NewGuid():n}";
            var given = 0;
            using var together = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
            {
                together.SignalAndWait();
                while (replica.Buckets.Spend(key, allowance).AsTask().Result.Allowed) Interlocked.Increment(ref given);
            }, TaskCreationOptions.LongRunning)));
            given.ShouldBeGreaterThanOrEqualTo(allowance.Burst);
        }
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

    [Fact]
    public async Task A_slow_bucket_is_slow_without_Redis_too()
    {
        using var replica = new Replica("127.0.0.1:9,connectTimeout=200");
        var clock = Stopwatch.StartNew();
        List<Decision> decisions = [];
        for (var i = 0; i < 40; i++) decisions.Add(await replica.Buckets.Spend("door", Allowance.PerMinute(6)));
        decisions.Count(d => d.Allowed).ShouldBeInRange(6, 6 + (int)Math.Ceiling(clock.Elapsed.TotalSeconds / 10));
        decisions[^1].Wait.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Tries_at_the_doors_are_counted_by_two_replicas_together()
    {
        const int perMinute = 12;
        await using var stack = await ServiceStack.Start([], new() { ["Limits__SignInPerMinute"] = $"{perMinute}" });
        var (_, second) = await stack.StartReplica("gateway");
        using var one = stack.Anonymous();
        using var two = new HttpClient { BaseAddress = second };
        var clock = Stopwatch.StartNew();
        var (taken, refused) = (0, new List<HttpResponseMessage>());
        for (var i = 0; i < 4 * perMinute; i++)
        {
            var answer = await (i % 2 == 0 ? one : two).PostAsJsonAsync("/api/v1/session", new { email = $"guess{i}@example.com", password = "a guess that is long" });
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) refused.Add(answer);
            else { answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized); taken++; }
        }

        taken.ShouldBeInRange(perMinute, perMinute + (int)Math.Ceiling(clock.Elapsed.TotalSeconds * perMinute / 60));
        foreach (var answer in refused)
        {
            (await answer.Code()).ShouldBe("limit.exceeded");
            answer.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        }
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
