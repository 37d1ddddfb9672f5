using System.Reflection;
using System.Text.Json;

namespace CustomerOps.KnowledgeBase.Tests.SharedData;

/// <summary>A collection of documents with questions and the documents that answer them.</summary>
internal sealed record Collection(IReadOnlyList<CollectionDocument> Documents, IReadOnlyList<CollectionQuery> Queries)
{
    public static Collection Read(string name)
    {
        var folder = Path.Combine(Root, "search", name);
        var answers = File.ReadLines(Path.Combine(folder, "qrels.tsv")).Skip(1).Select(line => line.Split('\t')).ToLookup(cells => cells[0], cells => cells[1]);
        return new Collection(
            [.. Lines(Path.Combine(folder, "corpus.jsonl")).Select(d => new CollectionDocument(Text(d, "_id"), Text(d, "title"), Text(d, "text")))],
            [.. Lines(Path.Combine(folder, "queries.jsonl")).Select(q => new CollectionQuery(Text(q, "text"), answers[Text(q, "_id")].ToHashSet()))]);
    }

    public static string Root { get; } = typeof(Collection).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "SharedData").Value!;

    public static IEnumerable<JsonElement> Lines(string file) => File.ReadLines(file).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<JsonElement>(l));

    public static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    /// <summary>Normalised discounted cumulative gain of the first ten, with judgements of 0 and 1 (Järvelin and Kekäläinen 2002).</summary>
    public static double Ndcg10(IEnumerable<string> ranked, IReadOnlySet<string> right)
    {
        var gain = ranked.Take(10).Select((id, i) => right.Contains(id) ? 1 / Math.Log2(i + 2) : 0).Sum();
        return gain / Enumerable.Range(0, Math.Min(right.Count, 10)).Sum(i => 1 / Math.Log2(i + 2));
    }
}

internal sealed record CollectionDocument(string Id, string Title, string Text);

internal sealed record CollectionQuery(string Text, IReadOnlySet<string> Answers);
