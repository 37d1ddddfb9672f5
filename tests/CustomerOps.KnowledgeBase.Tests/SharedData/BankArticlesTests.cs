using System.Diagnostics;
using CustomerOps.KnowledgeBase.Tests.Support;

namespace CustomerOps.KnowledgeBase.Tests.SharedData;

/// <summary>The 698 articles of a bank go through the door: written, published, and each found by its own title.</summary>
public sealed class BankArticlesTests(Desk desk, ITestOutputHelper output)
{
    [Fact]
    public async Task All_of_them_are_published_and_found()
    {
        using var author = desk.Stack.Client("aurora", "admin");
        var lines = Collection.Lines(Path.Combine(Collection.Root, "articles", "bank-help.jsonl")).ToList();
        var ids = new Guid[lines.Count];
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, lines.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            ids[i] = (await Desk.Published(author, Desk.Content(Collection.Text(lines[i], "title"), Collection.Text(lines[i], "content")))).Id);
        output.WriteLine($"{lines.Count} articles in {clock.Elapsed.TotalSeconds:0.0} s");
        clock.Restart();
        var (asked, found) = (0, 0);
        for (var i = 0; i < lines.Count; i += 10, asked++)
            found += (await Desk.Found(author, Collection.Text(lines[i], "title"), "en")).Contains(ids[i]) ? 1 : 0;
        output.WriteLine($"{found} of {asked} found among the first ten, {clock.Elapsed.TotalMilliseconds / asked:0.0} ms each");
        found.ShouldBeGreaterThan(asked * 9 / 10);
    }
}
