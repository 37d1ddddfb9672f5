using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Routing;

/// <summary>What holds for everybody who is given tickets.</summary>
internal sealed class RoutingRules : Aggregate
{
    private RoutingRules() { }

    public Limits Limits { get; private set; } = Limits.None;

    /// <summary>Channels whose open tickets go to others when a shift ends; of the others they wait for the next one.</summary>
    public string[] HandsOverAtShiftEnd { get; private set; } = [Kebab<Channel>.Of(Channel.Phone), Kebab<Channel>.Of(Channel.Chat)];

    /// <summary>As it is until somebody sets it.</summary>
    public static RoutingRules Usual() => new();

    public void Set(Limits limits, IEnumerable<Channel> handsOver) => (Limits, HandsOverAtShiftEnd) = (limits, [.. handsOver.Distinct().Order().Select(Kebab<Channel>.Of)]);
}

/// <summary>What holds for one person: they are who the id says.</summary>
internal sealed class RoutingPerson : Aggregate
{
    private RoutingPerson() { }

    public Limits Limits { get; private set; } = Limits.None;

    /// <summary>Who is given what was theirs, while they cannot have it.</summary>
    public Guid? SubstituteId { get; private set; }

    public static RoutingPerson Of(Guid personId) => new() { Id = personId };

    public void Set(Limits limits, Guid? substituteId)
    {
        RuleViolation.Unless(substituteId != Id, "routing.own-substitute", "Nobody is their own substitute.", "substituteId");
        (Limits, SubstituteId) = (limits, substituteId);
    }
}

internal static class Substitutes
{
    /// <summary>Somebody's substitute's substitute's substitute is far enough.</summary>
    private const int Longest = 5;

    /// <summary>The person, who stands in for them, who for that one: each once, so that a circle ends.</summary>
    public static IReadOnlyList<Guid> Chain(Guid? person, IReadOnlyDictionary<Guid, Guid> substitutes)
    {
        List<Guid> chain = [];
        while (person is { } id && chain.Count <= Longest && !chain.Contains(id))
        {
            chain.Add(id);
            person = substitutes.TryGetValue(id, out var next) ? next : null;
        }

        return chain;
    }
}
