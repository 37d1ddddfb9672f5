using System.Globalization;
using System.Text.RegularExpressions;
using CustomerOps.ServiceDefaults.Problems;
using NodaTime;

namespace CustomerOps.Ticketing.Notices;

/// <summary>The words of notices and what stands for their variables. What is put in is read once and starts no line of its own.</summary>
internal static partial class NoticeText
{
    private static readonly string[] s_late = ["name", "organisation", "order", "carrier", "tracking", "promised", "expected"], s_return = ["name", "organisation", "order", "number", "items", "address", "deadline"];

    public static (IReadOnlyDictionary<string, string> Subjects, IReadOnlyDictionary<string, string> Texts) Usual(NoticeKind kind) =>
        kind == NoticeKind.OrderLate ? (UsualNotices.LateSubjects, UsualNotices.LateTexts) : (UsualNotices.ReturnSubjects, UsualNotices.ReturnTexts);

    /// <summary>Refuses a text with a variable that such a notice does not have.</summary>
    public static void Check(NoticeKind kind, IReadOnlyDictionary<string, string>? texts, string field)
    {
        var known = kind == NoticeKind.OrderLate ? s_late : s_return;
        foreach (var text in texts?.Values ?? [])
            foreach (Match variable in Variable().Matches(text))
                RuleViolation.Unless(known.Contains(variable.Groups["name"].Value), "order-notice.unknown-variable", $"There is no variable {variable.Groups["name"].Value}; there are {string.Join(", ", known)}.", field);
    }

    public static string Fill(string text, IReadOnlyDictionary<string, string?> values) => Variable().Replace(text, variable => values.GetValueOrDefault(variable.Groups["name"].Value) ?? "");

    /// <summary>The day it is there, where the organisation is; read alike in every language.</summary>
    public static string Day(DateTimeOffset moment, DateTimeZone zone) => Instant.FromDateTimeOffset(moment).InZone(zone).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z.-]{0,40})\s*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
