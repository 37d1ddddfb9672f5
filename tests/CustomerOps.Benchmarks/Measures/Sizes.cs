using System.Text.Json;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>What people do all day, with few and with many tickets there (<c>--tickets</c>): two calls show what grows.</summary>
internal static class Sizes
{
    private static readonly byte[][] s_replies =
        [.. Enumerable.Range(0, 1_000).Select(_ => JsonSerializer.SerializeToUtf8Bytes(new { visibility = "public", body = ManyTickets.Text(Random.Shared, Random.Shared.Next(30, 90)) }))];

    public static Measure[] All(Bench bench, Lazy<Task> written) => Of(bench, new(async () =>
    {
        await written.Value;
        // A tenth of all: of a few, the same ticket would be answered by two at once as nowhere else, and grow by hundreds of messages.
        await bench.OpenUntil(bench.Tickets / 10);
    }));

    private static Measure[] Of(Bench bench, Lazy<Task> inHand) =>
    [
        Of("create", bench, inHand, () => bench.Gateway.Post("/api/v1/tickets", TicketTexts.OfKnownCustomer())),
        Of("reply", bench, inHand, () => bench.Gateway.Post($"{bench.AnyTicket()}/messages", s_replies[Random.Shared.Next(s_replies.Length)])),
        Of("read", bench, inHand, () => bench.Gateway.Get(bench.AnyTicket())),
        Of("list", bench, inHand, () => bench.Gateway.Get("/api/v1/tickets?limit=50")),
        Of("list, state=open&sort=due", bench, inHand, () => bench.Gateway.Get("/api/v1/tickets?state=open&sort=due&limit=50")),
        Of("timeline", bench, inHand, () => bench.Gateway.Get($"/api/v1/customers/{Customer()}/timeline?limit=50")),
        Of("search, mixed questions", bench, inHand, () => bench.Gateway.Get($"/api/v1/search?limit=10&q={Uri.EscapeDataString(Searching.AnyQuestion())}")),
        Of("similar tickets", bench, inHand, () => bench.Gateway.Get($"{bench.AnyTicket()}/similar")),
        Of("report: volume by channel, 30 days", bench, inHand, () => bench.Gateway.Get("/api/v1/reports/volume?by=channel")),
        Of("report: resolution by queue and day, 30 days", bench, inHand, () => bench.Gateway.Get("/api/v1/reports/resolution?by=queue&interval=day")),
        Of("report: backlog by day, 30 days", bench, inHand, () => bench.Gateway.Get("/api/v1/reports/backlog?interval=day")),
    ];

    private static Measure Of(string name, Bench bench, Lazy<Task> inHand, Func<Task> once) => new("size", $"size: {name}", async time =>
    {
        await inHand.Value;
        return await Load.For(time, bench.Clients, _ => once());
    });

    /// <summary>One of those that were written.</summary>
    private static Guid Customer() => ManyTickets.CustomerId(Random.Shared.Next(1, ManyTickets.Customers));
}
