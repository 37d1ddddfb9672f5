using CustomerOps.Benchmarks.Floors;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>
/// What knowing the caller costs: the same bare answer through the same gateway, asked by a key, by a session's cookie, and by nobody on a route that is for
/// anybody (a customer's link). All three are limited; nothing else differs.
/// </summary>
internal static class Entrance
{
    public const string Anybody = "floor: bare JSON through the gateway, for anybody", ByKey = "bare JSON through the gateway, by key", ByCookie = "bare JSON through the gateway, by cookie";

    public static Measure[] All(Bench bench) =>
    [
        new("auth", Anybody, time => Gets(bench, time, "/api/v1/survey-answers/bare", _ => Task.FromResult<(string, string)[]>([]))),
        new("auth", ByKey, time => Gets(bench, time, BareJson.One, door => Task.FromResult<(string, string)[]>([("Authorization", door.Key("nordlys", "agent"))])), Anybody),
        new("auth", ByCookie, time => Gets(bench, time, BareJson.One, async door => [("Cookie", await door.Cookie())]), Anybody),
    ];

    private static async Task<Sample> Gets(Bench bench, TimeSpan time, string path, Func<Door, Task<(string, string)[]>> shows)
    {
        var door = await bench.Door();
        using var caller = new Asker(door.Stack.Gateway, await shows(door));
        return await Load.For(time, bench.Clients, _ => caller.MustGet(path));
    }
}
