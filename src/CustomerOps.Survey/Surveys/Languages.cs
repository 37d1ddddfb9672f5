namespace CustomerOps.Survey.Surveys;

/// <summary>Texts by language: BCP 47 primary tags, Norwegian always <c>nb</c>, with neighbours a reader also understands.</summary>
internal static class Languages
{
    /// <summary>The languages our own words exist in.</summary>
    public static readonly string[] Ours = ["en", "da", "nb", "sv", "fi", "hu"];

    private static readonly Dictionary<string, string[]> Neighbours = new(StringComparer.Ordinal)
    {
        ["nb"] = ["da", "sv"], ["da"] = ["nb", "sv"], ["sv"] = ["nb", "da"], ["fi"] = ["sv"],
    };

    /// <summary>The primary tag: <c>sv-FI</c> is <c>sv</c>; <c>no</c> and <c>nn</c> are <c>nb</c>; what is no tag is <c>en</c>.</summary>
    public static string Primary(string? tag)
    {
        var primary = (tag ?? "").Split('-', '_')[0].Trim().ToLowerInvariant();
        return primary switch
        {
            "no" or "nn" or "nb" => "nb",
            { Length: 2 or 3 } when primary.All(char.IsAsciiLetterLower) => primary,
            _ => "en",
        };
    }

    /// <summary>Which languages to try for a reader of <paramref name="language"/>, best first, English last.</summary>
    public static IEnumerable<string> Chain(string language)
    {
        var primary = Primary(language);
        return [primary, .. Neighbours.GetValueOrDefault(primary, []), "en"];
    }

    /// <summary>The text for a reader of <paramref name="language"/>: the first of the chain that exists, else any.</summary>
    public static string Pick(IReadOnlyDictionary<string, string> texts, string language)
    {
        foreach (var candidate in Chain(language))
            if (texts.TryGetValue(candidate, out var text)) return text;
        return texts.Count == 0 ? "" : texts.OrderBy(t => t.Key, StringComparer.Ordinal).First().Value;
    }

    /// <summary>The one of our own six languages for such a reader.</summary>
    public static string Own(string language) => Chain(language).First(Ours.Contains);
}
