using System.Diagnostics;
using CustomerOps.KnowledgeBase.Tests.Support;

namespace CustomerOps.KnowledgeBase.Tests.SharedData;

/// <summary>Search quality on real collections, through the service's own publishing and ranking on PostgreSQL.</summary>
public sealed class RelevanceTests(Library library, ITestOutputHelper output)
{
    [Theory]
    [InlineData("gnomehelp-en", "en", .89)]
    [InlineData("gnomehelp-da", "da", .88)]
    [InlineData("gnomehelp-fi", "fi", .90)]
    [InlineData("gnomehelp-hu", "hu", .87)]
    [InlineData("gnomehelp-sv", "sv", .89)]
    [InlineData("gnomehelp-de", "de", .86)]
    [InlineData("stackfaq", "en", .84)]
    public async Task Finds_the_right_article(string name, string language, double bar)
    {
        var (tenant, collection, clock) = (Guid.NewGuid(), Collection.Read(name), Stopwatch.StartNew());
        var names = new Dictionary<Guid, string>();
        foreach (var document in collection.Documents)
            names[await library.Publish(tenant, string.Join(" ", document.Title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), document.Text, language)] = document.Id;
        var published = clock.Elapsed;
        var total = 0d;
        foreach (var query in collection.Queries)
            total += Collection.Ndcg10((await library.Find(tenant, query.Text, language)).Select(id => names[id]), query.Answers);
        var ndcg = total / collection.Queries.Count;
        output.WriteLine($"{name}: nDCG@10 {ndcg:0.000}; {published.TotalMilliseconds / names.Count:0.0} ms per publication, {(clock.Elapsed - published).TotalMilliseconds / collection.Queries.Count:0.0} ms per query");
        ndcg.ShouldBeGreaterThan(bar);
        (await Mistyped()).ShouldBeGreaterThan(bar - .03);

        // One edit in the longest word of every third question.
        async Task<double> Mistyped()
        {
            var (random, sum, asked) = (new Random(11), 0d, 0);
            foreach (var query in collection.Queries.Where((_, i) => i % 3 == 0))
            {
                var found = await library.Find(tenant, Typing.OneEdit(query.Text, random), language);
                sum += Collection.Ndcg10(found.Select(id => names[id]), query.Answers);
                asked++;
            }

            output.WriteLine($"{name}: nDCG@10 {sum / asked:0.000} with one edit in the longest word");
            return sum / asked;
        }
    }
}
