using System.Diagnostics;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>
/// From the 200 on <c>PUT /tickets/{id}/solution</c> until the invitation is there, seen in two ways: its event arrives on a queue bound to the
/// exchange, or a client that asks <c>GET /survey-invitations</c> without pause gets it.
/// </summary>
internal static class Loop
{
    public const string
        Broker = "floor: publish, confirm, consume", Event = "solution → invitation, event arrived", Poll = "solution → invitation, polled",
        Alone = "solution → invitation, event arrived, 1 client";

    private const int PerSecond = 50;
    private static readonly byte[] Solution = """{"summary":"Found at the depot and sent again by express."}"""u8.ToArray();
    private static readonly byte[] Nothing = """{"items":[]"""u8.ToArray();

    public static Measure[] All(Bench bench) =>
    [
        new("loop", Broker, bench.Broker.PublishAndConsume),
        new("loop", Event, time => Times(bench, time, bench.Clients, UntilEvent), Broker),
        new("loop", Poll, time => Times(bench, time, bench.Clients, UntilSeen), Broker),
        new("loop", Alone, time => Times(bench, time / 5, 1, UntilEvent), Broker),
    ];

    /// <summary>Each time another customer's ticket, opened before: a customer is asked once in a month.</summary>
    private static async Task<Sample> Times(Bench bench, TimeSpan time, int clients, Func<Bench, Guid, Task<long>> once)
    {
        var tickets = new Guid[Math.Max(clients, (int)(PerSecond * time.TotalSeconds))];
        await Parallel.ForAsync(0, tickets.Length, new ParallelOptions { MaxDegreeOfParallelism = bench.Clients }, async (i, _) => tickets[i] = await bench.Open(TicketTexts.OfNewCustomer()));
        await bench.Settle();
        var next = -1;
        return await Load.Times(tickets.Length, clients, _ => once(bench, tickets[Interlocked.Increment(ref next)]));
    }

    private static async Task<long> UntilEvent(Bench bench, Guid ticket)
    {
        var arrival = bench.Invited.About(ticket);
        var solved = await Solve(bench, ticket);
        return Math.Max(0, await arrival - solved);
    }

    private static async Task<long> UntilSeen(Bench bench, Guid ticket)
    {
        var solved = await Solve(bench, ticket);
        while ((await bench.Gateway.Get($"/api/v1/survey-invitations?ticketId={ticket}")).AsSpan().StartsWith(Nothing))
            if (Stopwatch.GetElapsedTime(solved) > TimeSpan.FromSeconds(30)) throw new TimeoutException($"No invitation about ticket {ticket} within 30 s.");
        return Stopwatch.GetTimestamp() - solved;
    }

    private static async Task<long> Solve(Bench bench, Guid ticket)
    {
        await bench.Gateway.Put($"/api/v1/tickets/{ticket}/solution", Solution);
        return Stopwatch.GetTimestamp();
    }
}
