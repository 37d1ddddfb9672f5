using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>Text as people may send it: trimmed, composed (NFC), without control characters, which neither PostgreSQL nor a reader can take.</summary>
internal static class Text
{
    private const int MaxTag = 50;

    public static string OneLine(string text, string field) =>
        Checked(text.Trim(), field, IsUnfit, "may not be empty, hold line breaks or control characters.");

    public static string ManyLines(string text, string field) =>
        Checked(text.ReplaceLineEndings("\n").TrimEnd(), field, c => IsUnfit(c) && c is not ('\n' or '\t'), "may not be empty or hold control characters.");

    /// <summary>Tags are the same whatever their case.</summary>
    public static string Tag(string text, string field)
    {
        RuleViolation.Unless(text.Length <= MaxTag, "article.tag-too-long", $"A tag has at most {MaxTag} characters.", field);
        return OneLine(text, field).ToLowerInvariant();
    }

    /// <summary>Control characters and what Unicode says is no character.</summary>
    public static bool IsUnfit(char c) => char.IsControl(c) || c is '\ufffe' or '\uffff';

    private static string Checked(string text, string field, Predicate<char> isBad, string rule)
    {
        RuleViolation.Unless(text.Length > 0 && !Array.Exists(text.ToCharArray(), isBad), "text.not-allowed", $"{field} {rule}", field);
        return text.Normalize();
    }
}
