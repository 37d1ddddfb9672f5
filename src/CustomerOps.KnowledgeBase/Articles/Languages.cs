using System.Text.RegularExpressions;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.KnowledgeBase.Articles;

internal static partial class Languages
{
    /// <summary>The language of a BCP 47 tag: <c>en-GB</c> → <c>en</c>; the macro language <c>no</c> → <c>nb</c>.</summary>
    public static string Checked(string tag, string field)
    {
        RuleViolation.Unless(Tag().IsMatch(tag), "language.unknown", $"{field} is a language tag such as da or en-GB.", field);
        var primary = tag.Split('-')[0].ToLowerInvariant();
        return primary == "no" ? "nb" : primary;
    }

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
