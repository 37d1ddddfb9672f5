using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>What makes a rule fire: a clock of the ticket, how often it was opened again, or that the conditions are met.</summary>
internal enum Trigger { Clock, Reopened, AtOnce }

/// <param name="OffsetSeconds">In the clock's counted time before (negative) or after its target.</param>
/// <param name="Times">How often the ticket was opened again.</param>
/// <param name="Extreme">A manager is called too.</param>
internal sealed record EscalationSpec(Trigger On, Metric? Metric, int OffsetSeconds, int Times, PolicyConditions Conditions, Tier Tier, bool Extreme)
{
    public EscalationSpec Checked()
    {
        RuleViolation.Unless(On == Trigger.Clock == Metric is not null, "escalation-rule.metric", "metric belongs to the trigger clock.", "metric");
        RuleViolation.Unless(On == Trigger.Clock || OffsetSeconds == 0, "escalation-rule.offset", "offsetSeconds belongs to the trigger clock.", "offsetSeconds");
        RuleViolation.Unless(On == Trigger.Reopened == Times > 0, "escalation-rule.times", "times belongs to the trigger reopened.", "times");
        RuleViolation.Unless(Tier > Tier.Representative, "escalation-rule.tier", "Escalation goes upwards: to senior, specialist, supervisor or manager.", "tier");
        RuleViolation.Unless(!Extreme || Tier == Tier.Manager, "escalation-rule.extreme", "An extreme case goes to a manager.", "extreme");
        return this;
    }

    /// <summary>What a rule makes of a ticket now.</summary>
    /// <returns>The occasion, which fires once, and when it comes: now or later; null while it cannot come.</returns>
    public (string Occasion, Instant At)? Meets(Ticket ticket, Terms terms, Instant now)
    {
        if (ticket.State.IsDone() || Conditions.Fails(ticket.Traits()) is not null) return null;
        return On switch
        {
            Trigger.AtOnce => ("", now),
            Trigger.Reopened => ticket.Reopened >= Times ? ($"{Times}", now) : null,
            _ => ClockMeets(ticket.Clocks.Book, Metric!.Value, terms, now),
        };
    }

    private (string, Instant)? ClockMeets(ClockBook? stored, Metric metric, Terms terms, Instant now)
    {
        if (stored is null || terms.For(metric) is not { } promise) return null;
        var book = stored.Advance(now, terms);
        var left = Duration.Max(Duration.Zero, promise.Target + Duration.FromSeconds(OffsetSeconds)) - book[metric].Elapsed;
        if (!book[metric].IsOn || (left > Duration.Zero && !book.Counts(metric, terms))) return null;
        return ($"{book[metric].Run}", terms.Add(metric, book.AsOf, left));
    }
}

/// <summary>Hands tickets up without anybody asking. Rules stand in an order; each fires once for an occasion.</summary>
internal sealed class EscalationRule : Aggregate, IPlaced
{
    public const int Most = 50;

    private EscalationRule() { }

    public EscalationRule(string name, EscalationSpec spec, int position)
    {
        Position = position;
        Set(name, spec);
    }

    public string Name { get; private set; } = "";
    public int Position { get; private set; }
    public EscalationSpec Spec { get; private set; } = null!;

    public void Set(string name, EscalationSpec spec) => (Name, Spec) = (name.Trim(), spec.Checked());

    public void MoveTo(int position) => Position = position;
}
