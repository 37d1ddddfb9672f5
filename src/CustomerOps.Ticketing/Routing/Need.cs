using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Routing;

/// <summary>What a ticket asks of the person who takes it; equal needs are one question.</summary>
/// <param name="Skills">Sorted, separated by spaces.</param>
/// <param name="Except">Not this person: they gave it back. Empty for nobody.</param>
internal sealed record Need(Tier Tier, string Language, string Skills, Guid Except)
{
    private const string Tag = "skill:";

    public static string SkillsIn(IEnumerable<string> tags) =>
        string.Join(' ', tags.Where(t => t.StartsWith(Tag, StringComparison.Ordinal)).Select(t => t[Tag.Length..]).Order(StringComparer.Ordinal));
}
