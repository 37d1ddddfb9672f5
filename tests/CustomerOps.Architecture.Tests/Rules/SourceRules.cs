using System.Text.RegularExpressions;

namespace CustomerOps.Architecture.Tests.Rules;

internal static partial class SourceRules
{
    private const int LongestEndpointsFile = 60;

    internal static IEnumerable<string> LongerThan(int lines, IEnumerable<SourceFile> files) =>
        from file in files where file.Lines > lines select $"{file.Path} has {file.Lines} lines, {lines} at most";

    /// <summary>An endpoints file is a table of contents: routes and nothing that decides or touches data.</summary>
    internal static IEnumerable<string> LogicInEndpoints(IEnumerable<SourceFile> files)
    {
        foreach (var file in files.Where(file => file.Name.EndsWith("Endpoints.cs", StringComparison.Ordinal)))
        {
            var code = Code(file.Text);
            if (file.Lines > LongestEndpointsFile) yield return $"{file.Path} has {file.Lines} lines, {LongestEndpointsFile} at most";
            foreach (Match found in Decision().Matches(code)) yield return $"{file.Path} holds logic: {found.Value.Trim()}";
            if (!code.Contains(".Map", StringComparison.Ordinal)) yield return $"{file.Path} maps no route";
        }
    }

    /// <summary>Time comes from TimeProvider, so that a test can set it.</summary>
    internal static IEnumerable<string> OwnClock(IEnumerable<SourceFile> files) => Found(Clock(), files, "asks the machine for the time");

    /// <summary>A blocked thread is one that serves nobody; what async void throws nobody sees.</summary>
    internal static IEnumerable<string> Blocking(IEnumerable<SourceFile> files) => Found(Block(), files, "blocks or loses an exception");

    /// <summary>The broker is spoken to in one project; a service knows its handlers only.</summary>
    internal static IEnumerable<string> BusSetUp(IEnumerable<SourceFile> files) => Found(SetUp(), files, "speaks to the broker");

    /// <summary>The source without comments and the text of strings, so that words in prose do not count.</summary>
    internal static string Code(string source) => Prose().Replace(source, match => match.Value.StartsWith('/') ? "" : "\"\"");

    private static IEnumerable<string> Found(Regex pattern, IEnumerable<SourceFile> files, string what) =>
        from file in files
        from Match match in pattern.Matches(Code(file.Text))
        select $"{file.Path} {what}: {match.Value.Trim()}";

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\"\"\".*?\"\"\"|@"(?:""|[^"])*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'""", RegexOptions.Singleline)]
    private static partial Regex Prose();

    [GeneratedRegex(@"\bif\s*\(|\bfor(each)?\s*\(|\bwhile\s*\(|\bswitch\b|\bdb\s*\.|\bawait\b|\bnew\s+\w*Db\b")]
    private static partial Regex Decision();

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(UtcNow|Now|Today)\b|\bSystemClock\.Instance\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\.Result\b(?!\s*[({])|\.Wait\(\)|\.GetAwaiter\(\)\s*\.GetResult\(\)|\bThread\.Sleep\b|\basync\s+void\b")]
    private static partial Regex Block();

    [GeneratedRegex(@"\bRabbitMQ\.Client\b|\bIChannel\b|\bAsyncEventingBasicConsumer\b|\bAddMassTransit\w*|\bUsingRabbitMq\b")]
    private static partial Regex SetUp();
}
