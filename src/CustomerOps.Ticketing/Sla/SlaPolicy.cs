using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Sla;

/// <summary>Open minutes promised for one priority.</summary>
internal sealed record SlaTarget(Priority Priority, int FirstResponseMinutes, int ResolutionMinutes);

/// <summary>What the organisation promises its customers, per priority.</summary>
internal sealed class SlaPolicy : Aggregate
{
    private const int MaxMinutes = 60 * 24 * 90;

    public List<SlaTarget> Targets { get; private set; } =
    [
        new(Priority.Low, 16 * 60, 50 * 60), new(Priority.Normal, 8 * 60, 30 * 60), new(Priority.High, 2 * 60, 10 * 60), new(Priority.Urgent, 30, 4 * 60),
    ];

    public SlaTarget For(Priority priority) => Targets.Single(t => t.Priority == priority);

    public void Set(IReadOnlyCollection<SlaTarget> targets)
    {
        RuleViolation.Unless(targets.Count == 4 && targets.DistinctBy(t => t.Priority).Count() == 4, "sla-policy.incomplete", "Send one target for each of low, normal, high and urgent.", "targets");
        RuleViolation.Unless(targets.All(t => t.FirstResponseMinutes is > 0 and <= MaxMinutes && t.ResolutionMinutes is > 0 and <= MaxMinutes), "sla-policy.minutes", $"Targets are 1 to {MaxMinutes} open minutes.", "targets");
        RuleViolation.Unless(targets.All(t => t.FirstResponseMinutes <= t.ResolutionMinutes), "sla-policy.order", "A first response is not promised later than the resolution.", "targets");
        Targets = [.. targets.OrderBy(t => t.Priority)];
    }
}
