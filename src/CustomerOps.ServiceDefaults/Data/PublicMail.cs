using System.Text.RegularExpressions;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>Mail domains where anybody gets an address: they say nothing of whom somebody is with, and are nobody's alone.</summary>
public static partial class PublicMail
{
    /// <summary>Those that are one name; some have one in every country.</summary>
    public static readonly IReadOnlySet<string> Names =
        new StreamReader(typeof(PublicMail).Assembly.GetManifestResourceStream("public-mail.txt")!).ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet();

    /// <param name="domain">In lower case.</param>
    public static bool Is(string domain) => Names.Contains(domain) || InEveryCountry().IsMatch(domain);

    [GeneratedRegex(@"\A(yahoo|hotmail|live|outlook|gmx|icloud|aol)\.[a-z]{2,3}(\.[a-z]{2})?\z")]
    private static partial Regex InEveryCountry();
}
