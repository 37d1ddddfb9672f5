using CustomerOps.Benchmarks.Floors;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>Everything that is measured, in the order it is measured: each floor beside what stands on it.</summary>
internal static class Catalogue
{
    public const string
        Insert = "floor: bare insert + commit", Create = "ticket create", Select = "floor: bare select of one row", OneJson = "floor: bare JSON through the gateway (one ticket's bytes)",
        Read = "ticket read", SelectMany = "floor: bare select of 50 rows", ManyJson = "floor: bare JSON through the gateway (50 tickets' bytes)", List = "list, limit=50",
        Filtered = "list, state=new&channel=email&limit=50", Direct = "floor: bare JSON, direct", Through = "bare JSON, through the gateway",
        ReadDirect = "floor: ticket read, direct with an internal token", ReadThrough = "ticket read, through the gateway";

    private const string Paced = ", 16 clients pausing 50 ms";
    public static readonly (string Direct, string Through)[] Overheads = [(Direct + Paced, Through + Paced), (ReadDirect + Paced, ReadThrough + Paced), (Direct, Through), (ReadDirect, ReadThrough)];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Measure[] All(Bench bench) => All(bench, new(() => Searching.Write(bench)));

    private static Measure[] All(Bench bench, Lazy<Task> written) =>
    [
        new("create", Insert, bench.Database.Insert),
        new("create", Create, time => Load.For(time, bench.Clients, _ => bench.Gateway.Post("/api/v1/tickets", TicketTexts.OfKnownCustomer())), Insert),
        new("read", Select, bench.Database.Select),
        new("read", OneJson, time => Gets(bench.Gateway, bench, time, () => BareJson.One)),
        new("read", Read, time => Gets(bench.Gateway, bench, time, bench.AnyTicket), OneJson, Select),
        new("list", SelectMany, bench.Database.SelectMany),
        new("list", ManyJson, time => Gets(bench.Gateway, bench, time, () => BareJson.Many)),
        new("list", List, time => Gets(bench.Gateway, bench, time, () => "/api/v1/tickets?limit=50"), ManyJson, SelectMany),
        new("list", Filtered, time => Gets(bench.Gateway, bench, time, () => "/api/v1/tickets?state=new&channel=email&limit=50"), ManyJson, SelectMany),
        .. Overhead(bench, "", default), .. Overhead(bench, Paced, Pause),
        .. Loop.All(bench), .. MailIn.All(bench), .. PartnerIn.All(bench), .. Searching.All(bench, written), .. Entrance.All(bench), .. Live.All(bench), .. Storm.All(bench), .. Clocks.All(bench), .. Routing.All(bench), .. Sizes.All(bench, written), .. Erasing.All(bench, written),
    ];

    private static Measure[] Overhead(Bench bench, string how, TimeSpan pause) =>
    [
        new("gateway", Direct + how, time => Gets(bench.Bare, bench, time, () => BareJson.One, pause)),
        new("gateway", Through + how, time => Gets(bench.Gateway, bench, time, () => BareJson.One, pause), Direct + how),
        new("gateway", ReadDirect + how, async time =>
        {
            using var ticketing = bench.Ticketing();
            return await Gets(ticketing, bench, time, bench.AnyTicket, pause);
        }),
        new("gateway", ReadThrough + how, time => Gets(bench.Gateway, bench, time, bench.AnyTicket, pause), ReadDirect + how),
    ];

    private static Task<Sample> Gets(Api api, Bench bench, TimeSpan time, Func<string> path, TimeSpan pause = default) =>
        Load.For(time, bench.Clients, _ => api.Get(path()), pause);
}
