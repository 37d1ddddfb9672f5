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
        var clean = await Average(query => query.Text);
        var took = clock.Elapsed - published;
        var random = new Random(11);
        var mistyped = await Average(query => Typing.OneEdit(query.Text, random));
        output.WriteLine($"{name}: nDCG@10 {clean:0.000}, with one edit in the longest word {mistyped:0.000}; "
            + $"{published.TotalMilliseconds / names.Count:0.0} ms per publication, {took.TotalMilliseconds / collection.Queries.Count:0.0} ms per query");
        clean.ShouldBeGreaterThan(bar);
        mistyped.ShouldBeGreaterThan(clean * .95);

        async Task<double> Average(Func<CollectionQuery, string> typed)
        {
            var sum = 0d;
            foreach (var query in collection.Queries)
                sum += Collection.Ndcg10((await library.Find(tenant, typed(query), language)).Select(id => names[id]), query.Answers);
            return sum / collection.Queries.Count;
        }
    }
}
