using CustomerOps.Benchmarks.Floors;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>
/// A quiet organisation's requests while another one storms: four clients that pause 50 ms, beside sixty-four of the other organisation that do not, with every
/// key it has and as fast as they go. Limits are those a gateway has unless told otherwise.
/// </summary>
internal static class Storm
{
    public const string Quiet = "floor: quiet organisation alone", Stormed = "quiet organisation, another storming";
    private const int QuietClients = 4, Stormers = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Measure[] All(Bench bench) =>
    [
        new("storm", Quiet, time => Ask(bench, time)),
        new("storm", Stormed, time => AskInStorm(bench, time), Quiet),
    ];

    private static async Task<Sample> Ask(Bench bench, TimeSpan time)
    {
        var door = await bench.LimitedDoor();
        using var quiet = new Asker(door.Stack.Gateway, ("Authorization", door.Key("aurora", "agent")));
        return await Load.For(time, QuietClients, _ => quiet.MustGet(BareJson.One), Pause);
    }

    private static async Task<Sample> AskInStorm(Bench bench, TimeSpan time)
    {
        var door = await bench.LimitedDoor();
        string[] roles = ["agent", "senior", "specialist", "supervisor", "manager", "analyst", "admin"];
        Asker[] stormers = [.. roles.Select(role => new Asker(door.Stack.Gateway, ("Authorization", door.Key("nordlys", role))))];
        using var over = new CancellationTokenSource();
        // Refusals count as answers: whoever storms goes on.
        var storm = Enumerable.Range(0, Stormers).Select(i => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested) await stormers[i % stormers.Length].Get(BareJson.One);
        })).ToList();
        // The buckets are full when it begins; what counts is how it goes on.
        await Task.Delay(TimeSpan.FromSeconds(3));
        var sample = await Ask(bench, time);
        await over.CancelAsync();
        await Task.WhenAll(storm);
        foreach (var stormer in stormers) stormer.Dispose();
        return sample;
    }
}
