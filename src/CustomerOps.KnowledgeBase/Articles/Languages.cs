using System.Collections.Frozen;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>The languages whose words PostgreSQL can stem; every other one is searched by its words as they stand.</summary>
internal static class Languages
{
    private static readonly FrozenDictionary<string, string> Dictionaries = new Dictionary<string, string>
    {
        ["en"] = "english", ["da"] = "danish", ["nb"] = "norwegian", ["nn"] = "norwegian", ["sv"] = "swedish",
        ["fi"] = "finnish", ["hu"] = "hungarian", ["de"] = "german",
    }.ToFrozenDictionary();

    /// <summary><c>en-GB</c> → <c>en</c>; the macro language <c>no</c> → <c>nb</c>.</summary>
    public static string Primary(string tag)
    {
        var primary = tag.Split('-')[0].ToLowerInvariant();
        return primary == "no" ? "nb" : primary;
    }

    /// <summary>PostgreSQL's text search configuration for a primary language.</summary>
    public static string Dictionary(string language) => Dictionaries.GetValueOrDefault(language, "simple");
}
