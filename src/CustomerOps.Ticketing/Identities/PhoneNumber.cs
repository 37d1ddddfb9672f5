using System.Text.RegularExpressions;

namespace CustomerOps.Ticketing.Identities;

/// <summary>Phone numbers are compared by their digits, with a + before the country's code (E.164) where it was said.</summary>
internal static partial class PhoneNumber
{
    /// <summary>Null for what is none.</summary>
    public static string? Read(string? said)
    {
        if (said is null) return null;
        var digits = Spacing().Replace(said.Trim().Replace("(0)", "", StringComparison.Ordinal), "");
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = $"+{digits[2..]}";
        return Whole().IsMatch(digits) ? digits : null;
    }

    [GeneratedRegex(@"[\s\-./()]")]
    private static partial Regex Spacing();

    [GeneratedRegex(@"^\+?[0-9]{5,15}\z")]
    private static partial Regex Whole();
}
