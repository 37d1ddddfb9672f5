using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Loading;

/// <summary>A customer's question with what it is about.</summary>
internal sealed record Question(string Text, string Category, string Channel, Shopper Requester)
{
    private const int LongestSubject = 120;

    public string Subject
    {
        get
        {
            var line = Text.ReplaceLineEndings(" ").Trim();
            return line.Length <= LongestSubject ? line : string.Concat(line.AsSpan(0, LongestSubject - 1), "…");
        }
    }
}

/// <summary>Customer questions: <c>text,category</c>. Who asked and how follows from the line's number, so that it is the same in every run.</summary>
internal static class QuestionFile
{
    private const string Name = "questions/banking77-train.csv";

    /// <summary>A prime far from the number of customers, so that neighbouring lines of one category go to different ones.</summary>
    private const long Stride = 7919;
    private static readonly string[] s_channels =
        ["email", "chat", "email", "phone", "web", "email", "chat", "email", "phone", "web", "email", "social", "email", "chat", "phone", "email", "web", "chat", "email", "store"];

    public static IReadOnlyList<Entry<Question>> Read(string data, IReadOnlyList<Shopper> customers, Action<Fault> refuse) => customers.Count == 0 ? [] :
    [
        .. CsvFile.Read(Path.Combine(data, Name), Name, ["text", "category"], refuse)
            .Select(e => new Entry<Question>(e.File, e.Number, new Question(e.Value[0], e.Value[1].Trim(), s_channels[e.Number % s_channels.Length], customers[(int)(e.Number * Stride % customers.Count)]))),
    ];
}
