using System.Text;
using System.Text.Json.Nodes;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>Search, views and their counts with many tickets. They are written before the first of these is measured.</summary>
internal static class Searching
{
    public const string Mixed = "search, mixed questions, many tickets";

    private static readonly (string Name, Func<string> Question)[] Kinds =
    [
        ("one common word", () => Word(40)), ("two words", () => $"{Word(200)} {Word(2_000)}"), ("a rare word and two common ones", () => $"{Word(60)} {Word(60)} {Word(18_000)}"),
        ("a sentence", () => $"the {Word(60)} {Word(60)} that I {Word(300)} is {Word(1_000)} and my {Word(5_000)} {Word(60)}"), ("a misspelt word", () => Misspelt(Word(15_000))),
        ("a customer's name", () => $"{Word(2_000)} {Word(15_000)}"), ("an address", () => $"person{Random.Shared.Next(1, ManyTickets.Customers)}@example.org"), ("a number", () => $"{Random.Shared.Next(1_000_001, 1_100_000)}"),
    ];

    public static Measure[] All(Bench bench, Lazy<Task> written)
    {
        return
        [
            new("search", Mixed, time => Ask(bench, written, time, () => AnyQuestion())),
            .. Kinds.Select(k => new Measure("search", $"search, {k.Name}", time => Ask(bench, written, time, k.Question))),
            new("search", "list, limit=50, many tickets", time => Get(bench, written, time, () => "/api/v1/tickets?limit=50")),
            new("search", "list, state=open&sort=due, many tickets", time => Get(bench, written, time, () => "/api/v1/tickets?state=open&sort=due&limit=50")),
            new("search", "counts of ten views, many tickets", time => Get(bench, written, time, () => "/api/v1/views/counts")),
        ];
    }

    public static string AnyQuestion() => Kinds[Random.Shared.Next(Kinds.Length)].Question();

    private static Task<Sample> Ask(Bench bench, Lazy<Task> written, TimeSpan time, Func<string> question) => Get(bench, written, time, () => $"/api/v1/search?limit=10&q={Uri.EscapeDataString(question())}");

    private static async Task<Sample> Get(Bench bench, Lazy<Task> written, TimeSpan time, Func<string> path)
    {
        await written.Value;
        return await Load.For(time, bench.Clients, _ => bench.Gateway.Get(path()));
    }

    public static async Task Write(Bench bench)
    {
        await using var database = bench.Stack.Database("ticketing");
        await ManyTickets.Write(database, bench.Tickets);
        JsonObject[] filters = [new() { ["assignee"] = "me" }, new() { ["assignee"] = "none" }, new() { ["dueWithinMinutes"] = 60 }, new() { ["priorities"] = new JsonArray("urgent") }, new() { ["queues"] = new JsonArray("front-line") }];
        foreach (var (filter, i) in filters.Concat(filters.Select(f => f.DeepClone().AsObject())).Select((f, i) => (f, i)))
        {
            filter["states"] = i % 2 == 0 ? new JsonArray("open", "new") : new JsonArray("new", "open", "pending", "on-hold");
            await bench.Gateway.Post("/api/v1/views", Encoding.UTF8.GetBytes(new JsonObject { ["name"] = $"View {i}", ["filter"] = filter, ["sort"] = "due" }.ToJsonString()));
        }
    }

    internal static string Word(int among) => ManyTickets.Words[Random.Shared.Next(among)];

    private static string Misspelt(string word) => word.Length < 5 ? word : $"{word[..2]}{word[3]}{word[2]}{word[4..]}";
}
