using CustomerOps.Contracts;
using CustomerOps.Contracts.DataProtection;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>Which events a webhook can ask for: what Ticketing publishes, one by one or all; that a person was erased is for all who keep copies.</summary>
internal static class WebhookTypes
{
    public const string All = "ticketing.*";
    public const int Most = 50;
    private static readonly HashSet<string> Known = [.. EventAttribute.ForPartners.Where(t => t.StartsWith("ticketing.", StringComparison.Ordinal)), EventAttribute.TypeOf(typeof(CustomerErased))];

    public static string[] Checked(string[] asked)
    {
        var unknown = asked.FirstOrDefault(t => t != All && !Known.Contains(t));
        RuleViolation.Unless(unknown is null, "webhook.unknown-event-type", $"{unknown} is no event of Ticketing; {All} is every one.", "eventTypes");
        RuleViolation.Unless(asked.Length > 0, "webhook.no-event-types", "A webhook asks for at least one event type.", "eventTypes");
        return [.. asked.Distinct().Order(StringComparer.Ordinal)];
    }

    public static bool Ask(string[] asked, string type) => Known.Contains(type) && (asked.Contains(All) || asked.Contains(type));
}
