namespace CustomerOps.Ticketing;

internal static class LikePattern
{
    /// <summary>For ILIKE: has this in it, letter by letter.</summary>
    public static string Containing(string text) => $"%{text.Trim().Replace("\\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
}
