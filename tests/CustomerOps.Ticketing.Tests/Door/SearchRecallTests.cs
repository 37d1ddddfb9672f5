using System.Text.Json;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Real texts with real questions, read from beside the repository, in an organisation apart from what the other tests write. Left out where they are missing.</summary>
[Collection(DoorCollection.Name)]
public sealed class SearchRecallTests(TicketingStack door)
{
    private const int Asked = 80;

    [Theory]
    [InlineData("en", 0.80)]
    [InlineData("da", 0.80)]
    [InlineData("sv", 0.80)]
    [InlineData("fi", 0.75)]
    [InlineData("hu", 0.75)]
    public async Task One_of_the_first_ten_tickets_is_the_one_that_was_meant(string language, double least)
    {
        var folder = Path.Combine(Repository.SharedData ?? "", $"search/gnomehelp-{language}");
        Assert.SkipWhen(Repository.SharedData is null || !Directory.Exists(folder), "Left out: shared/data/search is not beside the repository.");
        var tickets = new Dictionary<string, Guid>();
        await Parallel.ForEachAsync(Lines(folder, "corpus.jsonl"), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (text, _) =>
        {
            var created = await door.Stranger.Post("/tickets", new { channel = "web", subject = Cut(text.Title!, 300), body = Cut(text.Text, 20_000), language, requester = new { name = "Reader" } });
            lock (tickets) tickets[text.Id] = created.Id;
        });
        var meant = (await File.ReadAllLinesAsync(Path.Combine(folder, "qrels.tsv"))).Skip(1).Select(l => l.Split('\t')).ToLookup(l => l[0], l => tickets[l[1]]);
        var found = 0;
        var questions = Lines(folder, "queries.jsonl").Take(Asked).ToList();
        foreach (var question in questions)
        {
            var answer = await door.Stranger.Get($"/search?kind=ticket&limit=10&language={language}&q={Uri.EscapeDataString(Cut(question.Text, 500))}");
            if (answer.Items.Any(i => meant[question.Id].Contains((Guid)i["id"]!))) found++;
        }

        ((double)found / questions.Count).ShouldBeGreaterThanOrEqualTo(least, $"{language}: {found} of {questions.Count}");
    }

    private static IEnumerable<Piece> Lines(string folder, string file) => File.ReadLines(Path.Combine(folder, file)).Where(l => l.Length > 0).Select(l =>
    {
        using var json = JsonDocument.Parse(l);
        var root = json.RootElement;
        return new Piece(root.GetProperty("_id").GetString()!, root.TryGetProperty("title", out var title) && title.GetString() is { Length: > 0 } t ? t : "Untitled", root.GetProperty("text").GetString()!);
    });

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    private sealed record Piece(string Id, string? Title, string Text);
}
