namespace CustomerOps.Staffing.People;

/// <summary>Languages are compared by their first subtag: a customer who writes <c>da-DK</c> is served by one who speaks <c>da</c>.</summary>
internal static class Language
{
    public static string Base(string tag)
    {
        var first = tag.Trim().Split('-', '_')[0].ToLowerInvariant();
        return first == "no" ? "nb" : first;
    }

    public static bool IsTag(string? tag) => tag is not null && Base(tag) is { Length: 2 or 3 } first && first.All(char.IsAsciiLetterLower);
}
