using CustomerOps.Testing.Stack;
using CustomerOps.Ticketing.Tests.Door;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.SharedData;

/// <summary>A bank's questions as tickets: what is at hand beside one is of the same concern. In an organisation apart from what the other tests write.</summary>
[Collection(DoorCollection.Name)]
public sealed class SimilarTicketsTests(TicketingStack door)
{
    private const int Concerns = 40, OfEach = 15, Asked = 150;

    [Fact]
    public async Task What_is_at_hand_is_mostly_of_the_same_concern()
    {
        var file = Path.Combine(Repository.SharedData ?? "", "questions", "banking77-train.csv");
        Assert.SkipWhen(Repository.SharedData is null || !File.Exists(file), "Left out: shared/data/questions is not beside the repository.");
        var lines = (await File.ReadAllLinesAsync(file)).Skip(1).Where(l => l.Contains(',', StringComparison.Ordinal)).Select(l => (Text: l[..l.LastIndexOf(',')].Trim('"'), Concern: l[(l.LastIndexOf(',') + 1)..]));
        var chosen = lines.GroupBy(l => l.Concern).Take(Concerns).SelectMany(g => g.Take(OfEach)).ToList();
        var tickets = new Dictionary<Guid, string>();
        foreach (var (text, concern) in chosen)
            tickets[(await door.Stranger.Post("/tickets", new { channel = "web", subject = text.Length > 300 ? text[..300] : text, body = text, language = "en", requester = new { name = "Reader" } })).Id] = concern;

        var (right, wrong, helped) = (0, 0, 0);
        foreach (var (ticket, concern) in tickets.Where((_, i) => i % (tickets.Count / Asked) == 0).Take(Asked))
        {
            var shown = (await door.Stranger.Get($"/tickets/{ticket}/similar")).Items.Select(i => (Guid)i["ticket"]!["id"]!).Take(5).ToList();
            var same = shown.Count(s => tickets.GetValueOrDefault(s) == concern);
            (right, wrong, helped) = (right + same, wrong + shown.Count - same, helped + (same > 0 ? 1 : 0));
        }

        var (precision, found) = (right / (double)(right + wrong), helped / (double)Asked);
        TestContext.Current.TestOutputHelper?.WriteLine($"of the first five shown {precision:0.00} are of the same concern ({right + wrong} shown); {found:0.00} of the tickets have at least one");
        precision.ShouldBeGreaterThan(0.65);
        found.ShouldBeGreaterThan(0.72);
    }
}
