namespace CustomerOps.Ticketing.Waiting;

/// <summary>Which of several wordings somebody reads.</summary>
internal static class Wording
{
    private static readonly string[] Fallbacks = ["en", "da", "nb", "sv", "fi", "hu"];

    /// <summary>In their language; else that language without its region, else the organisation's own, else English, else the first of ours there is.</summary>
    /// <param name="texts">At least one.</param>
    public static string In(IReadOnlyDictionary<string, string> texts, string language, string house) =>
        new[] { language, Plain(language), house, Plain(house) }.Concat(Fallbacks).Select(texts.GetValueOrDefault).FirstOrDefault(t => t is not null) ?? texts.OrderBy(t => t.Key, StringComparer.Ordinal).First().Value;

    private static string Plain(string language) => language.Split('-')[0];
}
