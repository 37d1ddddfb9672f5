using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Policies;

/// <summary>What of a ticket decides on its policy and calendar.</summary>
internal sealed record TicketTraits(Priority Priority, Tier Tier, Channel Channel, Origin Origin, string Language, string Queue, string? Branch, IReadOnlyList<string> Tags);

/// <summary>Which tickets a policy is for: every list that is not empty must hold the ticket's word. Of tags one is enough.</summary>
internal sealed record PolicyConditions(
    IReadOnlyList<Priority> Priorities, IReadOnlyList<Tier> Tiers, IReadOnlyList<Channel> Channels, IReadOnlyList<Origin> Origins,
    IReadOnlyList<string> Languages, IReadOnlyList<string> Queues, IReadOnlyList<string> Branches, IReadOnlyList<string> Tags)
{
    public static readonly PolicyConditions None = new([], [], [], [], [], [], [], []);

    /// <summary>The first condition that the ticket does not meet, null when it meets all.</summary>
    public string? Fails(TicketTraits ticket) =>
        !Holds(Priorities, ticket.Priority) ? "priorities" : !Holds(Tiers, ticket.Tier) ? "tiers" : !Holds(Channels, ticket.Channel) ? "channels" : !Holds(Origins, ticket.Origin) ? "origins"
        : !Holds(Languages, ticket.Language) ? "languages" : !Holds(Queues, ticket.Queue) ? "queues" : !Holds(Branches, ticket.Branch ?? "") ? "branches"
        : Tags.Count > 0 && !Tags.Intersect(ticket.Tags).Any() ? "tags" : null;

    private static bool Holds<T>(IReadOnlyList<T> asked, T given) => asked.Count == 0 || asked.Contains(given);
}

/// <param name="Priority">Null for every priority that has no target of its own.</param>
/// <param name="PausesIn">Null for what is usual with the metric.</param>
/// <param name="Alarms">Seconds before (negative) or after the deadline, in counted time.</param>
internal sealed record PolicyTarget(Metric Metric, Priority? Priority, int Seconds, bool AroundTheClock, Waits? PausesIn, IReadOnlyList<int> Alarms)
{
    public Promise ToPromise() => new(Metric, Duration.FromSeconds(Seconds), AroundTheClock, PausesIn ?? Metric.UsualPauses(), [.. Alarms.Select(a => Duration.FromSeconds(a))]);
}

/// <summary>What a version of a policy says; never changed.</summary>
/// <param name="CalendarId">Null: the calendar of the ticket's queue, else of its branch, else the organisation's own.</param>
internal sealed record PolicySpec(Guid? CalendarId, PolicyConditions Conditions, IReadOnlyList<PolicyTarget> Targets)
{
    /// <summary>What is promised before anybody set anything.</summary>
    public static PolicySpec Usual { get; } = new(null, PolicyConditions.None,
        [.. Both(Priority.Low, 16, 50), .. Both(Priority.Normal, 8, 30), .. Both(Priority.High, 2, 10), .. Both(Priority.Urgent, 0.5, 4)]);

    public IEnumerable<Promise> PromisesFor(Priority priority) =>
        Targets.Where(t => t.Priority == priority || (t.Priority is null && !Targets.Any(own => own.Metric == t.Metric && own.Priority == priority))).Select(t => t.ToPromise());

    public static PolicyTarget Of(Metric metric, Priority priority, int seconds) => new(metric, priority, seconds, false, null, [-Math.Max(1, seconds / 5)]);

    private static PolicyTarget[] Both(Priority priority, double responseHours, double resolutionHours) =>
        [Of(Metric.FirstResponse, priority, (int)(responseHours * 3600)), Of(Metric.Resolution, priority, (int)(resolutionHours * 3600))];
}
