using System.Text.RegularExpressions;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Providers;

/// <summary>The part of a mail address that says whose it is.</summary>
internal static partial class MailDomain
{
    private const int Longest = 253;

    /// <summary>Empty for what is no address.</summary>
    public static string Of(string email) => email.Split('@') is [{ Length: > 0 }, var domain] && Name().IsMatch(domain) ? domain.ToLowerInvariant() : "";

    /// <summary>The domains as they are compared, each once; throws for what cannot be one organisation's.</summary>
    public static string[] Accept(IEnumerable<string> domains)
    {
        string[] all = [.. domains.Select(d => d.Trim().ToLowerInvariant()).Distinct()];
        RuleViolation.Unless(all.Length > 0 && all.All(d => d.Length <= Longest && Name().IsMatch(d)), "sign-in-provider.no-domain", "Name at least one mail domain, like example.com, without a wildcard.", "domains");
        RuleViolation.Unless(!all.Any(PublicMail.Is), "sign-in-provider.domain-of-everybody", "At one of these domains anybody may have an address.", "domains");
        return all;
    }

    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\z")]
    private static partial Regex Name();
}
