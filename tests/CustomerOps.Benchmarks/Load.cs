using System.Diagnostics;

namespace CustomerOps.Benchmarks;

/// <summary>Clients that each send their next request when the last one is answered, and note how long each took.</summary>
internal static class Load
{
    /// <summary>For so long.</summary>
    /// <param name="pause">Thinking time of each client between two requests; none: as fast as it goes.</param>
    public static Task<Sample> For(TimeSpan time, int clients, Func<int, Task> once, TimeSpan pause = default)
    {
        var clock = Stopwatch.StartNew();
        return Run(clients, () => clock.Elapsed < time, async client =>
        {
            if (pause > TimeSpan.Zero) await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()));
            return await Timed(once, client);
        });
    }

    /// <summary>So often; <paramref name="once"/> times itself, in ticks of <see cref="Stopwatch"/>.</summary>
    public static Task<Sample> Times(int count, int clients, Func<int, Task<long>> once)
    {
        var left = count;
        return Run(clients, () => Interlocked.Decrement(ref left) >= 0, once);
    }

    private static async Task<long> Timed(Func<int, Task> once, int client)
    {
        var started = Stopwatch.GetTimestamp();
        await once(client);
        return Stopwatch.GetTimestamp() - started;
    }

    private static async Task<Sample> Run(int clients, Func<bool> goesOn, Func<int, Task<long>> once)
    {
        var taken = Enumerable.Range(0, clients).Select(_ => new List<long>(1 << 14)).ToArray();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(taken.Select((own, client) => Task.Run(async () =>
        {
            while (goesOn()) own.Add(await once(client));
        })));
        return Sample.Of(taken, clock.Elapsed);
    }
}

/// <summary>One measurement: how many per second, and how long one took, in milliseconds.</summary>
internal sealed record Sample(double PerSecond, double P50, double P99)
{
    public static Sample Of(IEnumerable<List<long>> ticks, TimeSpan elapsed)
    {
        long[] sorted = [.. ticks.SelectMany(t => t).Order()];
        if (sorted.Length == 0) throw new InvalidOperationException("Nothing was answered in the time measured.");
        return new(sorted.Length / elapsed.TotalSeconds, Quantile(sorted, 0.50), Quantile(sorted, 0.99));
    }

    public static Sample Median(IEnumerable<Sample> runs)
    {
        Sample[] all = [.. runs];
        return new(Median(all.Select(s => s.PerSecond)), Median(all.Select(s => s.P50)), Median(all.Select(s => s.P99)));
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Quantile(long[] sorted, double share) =>
        Stopwatch.GetElapsedTime(0, sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)]).TotalMilliseconds;
}
