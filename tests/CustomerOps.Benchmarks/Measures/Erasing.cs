using System.Text;
using System.Text.Json.Nodes;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>How long it takes to take a person out of Ticketing, whose every text is looked through, with few and with many tickets there (<c>--tickets</c>).</summary>
internal static class Erasing
{
    public static Measure[] All(Bench bench, Lazy<Task> written) =>
    [
        new("erasure", "erasure ordered → Ticketing's part done", async time =>
        {
            await written.Value;
            using var manager = bench.Manager();
            return await Load.For(time, 1, _ => Erase(bench, manager));
        }),
    ];

    /// <summary>Somebody new, with one ticket that is solved; one is erased after the other.</summary>
    private static async Task Erase(Bench bench, Api manager)
    {
        var word = $"{Guid.NewGuid():n}";
        var ticket = JsonNode.Parse(await bench.Gateway.Post("/api/v1/tickets", Encoding.UTF8.GetBytes(
            $$"""{ "channel": "email", "subject": "Where is it?", "body": "I am Kanna Of{{word}}.", "requester": { "email": "{{word}}@example.com", "name": "Kanna Of{{word}}" } }""")))!;
        await bench.Gateway.Put($"/api/v1/tickets/{ticket["id"]}/solution", """{ "summary": "Sent again" }"""u8.ToArray());
        var customer = ticket["requester"]!["id"]!;
        var erasure = JsonNode.Parse(await manager.Put($"/api/v1/customers/{customer}/erasure", """{ "basis": "request" }"""u8.ToArray()))!["id"]!;
        while (!JsonNode.Parse(await manager.Get($"/api/v1/erasures/{erasure}"))!["parts"]!.AsArray().Any(p => (string?)p!["service"] == "ticketing")) await Task.Delay(50);
    }
}
