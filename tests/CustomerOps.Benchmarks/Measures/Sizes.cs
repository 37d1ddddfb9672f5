using System.Text;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>What people do all day, with few and with many tickets there (<c>--tickets</c>): two calls show what grows.</summary>
internal static class Sizes
{
    private static readonly byte[] s_reply = Encoding.UTF8.GetBytes("""{ "visibility": "public", "body": "We have found your parcel and send it on today; it will be with you by Thursday." }""");

    public static Measure[] All(Bench bench, Lazy<Task> written) =>
    [
        Of("create", bench, written, () => bench.Gateway.Post("/api/v1/tickets", bench.Texts.OfKnownCustomer())),
        Of("reply", bench, written, () => bench.Gateway.Post($"{bench.AnyTicket()}/messages", s_reply)),
        Of("read", bench, written, () => bench.Gateway.Get(bench.AnyTicket())),
        Of("list", bench, written, () => bench.Gateway.Get("/api/v1/tickets?limit=50")),
        Of("list, state=open&sort=due", bench, written, () => bench.Gateway.Get("/api/v1/tickets?state=open&sort=due&limit=50")),
        Of("timeline", bench, written, () => bench.Gateway.Get($"/api/v1/customers/{Customer()}/timeline?limit=50")),
        Of("search, mixed questions", bench, written, () => bench.Gateway.Get($"/api/v1/search?limit=10&q={Uri.EscapeDataString(Searching.AnyQuestion())}")),
        Of("similar tickets", bench, written, () => bench.Gateway.Get($"{bench.AnyTicket()}/similar")),
        Of("report: volume by channel, 30 days", bench, written, () => bench.Gateway.Get("/api/v1/reports/volume?by=channel")),
        Of("report: resolution by queue and day, 30 days", bench, written, () => bench.Gateway.Get("/api/v1/reports/resolution?by=queue&interval=day")),
        Of("report: backlog by day, 30 days", bench, written, () => bench.Gateway.Get("/api/v1/reports/backlog?interval=day")),
    ];

    private static Measure Of(string name, Bench bench, Lazy<Task> written, Func<Task> once) => new("size", $"size: {name}", async time =>
    {
        await written.Value;
        return await Load.For(time, bench.Clients, _ => once());
    });

    /// <summary>One of those that were written.</summary>
    private static Guid Customer() => ManyTickets.CustomerId(Random.Shared.Next(1, ManyTickets.Customers));
}
