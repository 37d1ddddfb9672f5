using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Live;

/// <summary>The services that tell something: <c>?topics=ticketing,survey</c>.</summary>
internal static class LiveTopics
{
    private static readonly string[] All = [.. EventAttribute.ForPartners.Select(t => t.Split('.')[0]).Distinct()];

    /// <returns>Empty for all of them.</returns>
    public static IReadOnlyList<string> Read(string? topics)
    {
        string[] wanted = topics?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        RuleViolation.Unless(wanted.All(All.Contains), "events.topic-unknown", $"The topics are {string.Join(", ", All)}.", "topics");
        return wanted;
    }
}
