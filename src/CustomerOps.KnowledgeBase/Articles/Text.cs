using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>Text as people may send it: trimmed, without control characters, which neither PostgreSQL nor a reader can take.</summary>
internal static class Text
{
    public static string OneLine(string text, string field) => Checked(text.Trim(), field, char.IsControl, "may not be empty, hold line breaks or control characters.");

    public static string ManyLines(string text, string field) =>
        Checked(text.ReplaceLineEndings("\n").TrimEnd(), field, c => char.IsControl(c) && c is not ('\n' or '\t'), "may not be empty or hold control characters.");

    private static string Checked(string text, string field, Predicate<char> isBad, string rule)
    {
        RuleViolation.Unless(text.Length > 0 && !Array.Exists(text.ToCharArray(), isBad), "text.not-allowed", $"{field} {rule}", field);
        return text;
    }
}
