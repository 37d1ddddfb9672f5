using System.Text.Json;
using CustomerOps.Demo.Running;
using CustomerOps.Demo.Steps;

namespace CustomerOps.Demo.Loading;

/// <summary>Help articles: a JSON object with <c>id</c>, <c>title</c> and <c>content</c> (Markdown) on each line.</summary>
internal static class ArticleFile
{
    private const string Name = "articles/bank-help.jsonl", Internal = "Internal:";

    public static IReadOnlyList<Draft> Read(string data, Action<Fault> refuse)
    {
        var drafts = new List<Draft>();
        var (path, number) = (Path.Combine(data, Name), 0);
        if (!File.Exists(path)) refuse(new Fault(Name, "file.missing", $"There is no file {path}."));
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            number++;
            if (line.Length == 0) continue;
            try
            {
                using var document = JsonDocument.Parse(line);
                drafts.Add(Draft(document.RootElement, $"{Name}:{number}"));
            }
            catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                refuse(new Fault($"{Name}:{number}", "line.malformed", wrong.Message));
            }
        }

        return drafts;
    }

    private static Draft Draft(JsonElement article, string place)
    {
        var (id, title) = (Text(article, "id"), Text(article, "title"));
        // doc_bank_accounts_…: the words up to the number name the subject.
        var subject = string.Join('-', id.Split('_').Skip(1).TakeWhile(w => w.All(char.IsAsciiLetter)).Take(2));
        var procedure = title.StartsWith(Internal, StringComparison.Ordinal);
        return new Draft(place, place, title, Text(article, "content"), "en", procedure ? "staff" : "public", procedure ? "procedure" : "faq", subject.Length == 0 ? [] : [subject]);
    }

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
