namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>A word of an enum in a query parameter, as JSON writes it; the framework alone would want <c>Published</c> and take <c>17</c>.</summary>
internal readonly record struct Choice<T>(T Value) where T : struct, Enum
{
    public static bool TryParse(string? text, out Choice<T> choice)
    {
        var known = Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase);
        choice = known ? new Choice<T>(Enum.Parse<T>(text!, ignoreCase: true)) : default;
        return known;
    }
}
