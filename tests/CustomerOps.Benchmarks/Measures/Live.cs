using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Benchmarks.Floors;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>
/// Server-sent events at so many open streams of one organisation: how long after an answered change (a person added) each stream has heard of it; and what the
/// streams and a change every 200 ms do to ordinary requests.
/// </summary>
internal static class Live
{
    public const string Alone = "floor: request beside no stream", Lag100 = "live event heard, 100 streams", Lag1000 = "live event heard, 1,000 streams", Beside100 = "request beside 100 streams", Beside1000 = "request beside 1,000 streams";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(50), Every = TimeSpan.FromMilliseconds(200);

    public static Measure[] All(Bench bench) =>
    [
        new("live", Alone, time => Ask(bench, time)),
        new("live", Lag100, time => Lag(bench, time, 100)), new("live", Beside100, time => Beside(bench, time, 100), Alone),
        new("live", Lag1000, time => Lag(bench, time, 1_000)), new("live", Beside1000, time => Beside(bench, time, 1_000), Alone),
    ];

    private static async Task<Sample> Ask(Bench bench, TimeSpan time)
    {
        var door = await bench.Door();
        using var caller = new Asker(door.Stack.Gateway, ("Authorization", door.Key("nordlys", "agent")));
        return await Load.For(time, 4, _ => caller.MustGet(BareJson.One), Pause);
    }

    private static async Task<Sample> Beside(Bench bench, TimeSpan time, int streams)
    {
        var door = await bench.Door();
        using var hearing = await Hearing.Open(door, streams);
        using var over = new CancellationTokenSource();
        var changes = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await Change(door);
                await Task.Delay(Every);
            }
        });
        var sample = await Ask(bench, time);
        await over.CancelAsync();
        await changes;
        return sample;
    }

    /// <summary>One sample for each stream and change.</summary>
    private static async Task<Sample> Lag(Bench bench, TimeSpan time, int streams)
    {
        var door = await bench.Door();
        using var hearing = await Hearing.Open(door, streams);
        var clock = Stopwatch.StartNew();
        var lags = new List<long>();
        while (clock.Elapsed < time)
        {
            var subject = await Change(door);
            var answered = Stopwatch.GetTimestamp();
            lags.AddRange((await hearing.HeardBy(subject, Patience)).Select(heard => Math.Max(0, heard - answered)));
            await Task.Delay(Every);
        }

        return Sample.Of([lags], clock.Elapsed);
    }

    private static async Task<string> Change(Door door)
    {
        using var admin = door.Stack.Client("nordlys", "admin");
        using var answer = await admin.PostAsJsonAsync("/api/v1/organisation/people", new { name = "Live", email = $"{Guid.NewGuid():n}@nordlys.example", language = "en", roles = (string[])["agent"], branches = Array.Empty<string>() });
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }
}

/// <summary>Readers of the stream, each noting when it heard of what.</summary>
internal sealed class Hearing : IDisposable
{
    private const int PerKey = 20; // as many as a caller may have open
    private readonly List<(HttpClient Client, Task Reading)> _readers = [];
    private readonly CancellationTokenSource _over = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, System.Collections.Concurrent.ConcurrentBag<long>> _heard = new();
    private int _ready;

    public static async Task<Hearing> Open(Door door, int streams)
    {
        var hearing = new Hearing();
        for (var i = 0; i < streams; i += PerKey)
        {
            var key = await Mint(door);
            for (var n = 0; n < Math.Min(PerKey, streams - i); n++)
            {
                var client = new HttpClient { BaseAddress = door.Stack.Gateway, Timeout = Timeout.InfiniteTimeSpan };
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                hearing._readers.Add((client, hearing.Read(client)));
            }
        }

        for (var tries = 0; hearing._ready < streams; tries++)
        {
            if (tries > 600 || hearing._readers.Find(r => r.Reading.IsFaulted).Reading is not null) throw new InvalidOperationException($"{hearing._ready} of {streams} streams opened; {string.Join("; ", hearing._readers.Select(r => r.Reading.Exception?.InnerException?.Message).OfType<string>().Distinct())}");
            await Task.Delay(100);
        }

        return hearing;
    }

    /// <returns>When each of the streams heard of it.</returns>
    public async Task<IReadOnlyCollection<long>> HeardBy(string subject, TimeSpan within)
    {
        for (var asked = Stopwatch.GetTimestamp(); ; await Task.Delay(5))
        {
            if (_heard.TryGetValue(subject, out var by) && by.Count >= _readers.Count) return by;
            if (Stopwatch.GetElapsedTime(asked) > within) throw new TimeoutException($"{(by?.Count ?? 0)} of {_readers.Count} streams heard of a change.");
        }
    }

    /// <summary>A stream is not closed with its client, but with what reads it.</summary>
    public void Dispose()
    {
        _over.Cancel();
        Task.WaitAll([.. _readers.Select(r => r.Reading)]);
        foreach (var (client, _) in _readers) client.Dispose();
        _over.Dispose();
    }

    private async Task Read(HttpClient client)
    {
        try
        {
            using var answer = await Open(client);
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
            while (await lines.ReadLineAsync(_over.Token) is { } line)
            {
                if (line == "event: ready") Interlocked.Increment(ref _ready);
                if (line.IndexOf("\"subject\":\"", StringComparison.Ordinal) is var at and > 0) _heard.GetOrAdd(line.Substring(at + 11, 36), _ => []).Add(Stopwatch.GetTimestamp());
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested) { /* closed by us */ }
    }

    /// <summary>Tries again as a browser does.</summary>
    private static async Task<HttpResponseMessage> Open(HttpClient client)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await client.GetAsync("/api/v1/events?topics=identity", HttpCompletionOption.ResponseHeadersRead);
            if (answer.IsSuccessStatusCode) return answer;
            if (tries == 20) throw new InvalidOperationException($"A stream was refused: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            answer.Dispose();
            await Task.Delay(500);
        }
    }

    private static async Task<string> Mint(Door door)
    {
        using var admin = door.Stack.Client("nordlys", "admin");
        using var answer = await admin.PostAsJsonAsync("/api/v1/organisation/api-keys", new { name = "listener", roles = (string[])["agent"] });
        answer.EnsureSuccessStatusCode();
        var key = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (key["secret"] ?? key["key"])!.GetValue<string>();
    }
}
