using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>One step of the trail: who handed the ticket up, when and why.</summary>
internal sealed class Escalation : ITenantOwned
{
    private Escalation() { }

    public Escalation(Guid ticketId, Tier from, Tier to, string reason, Author by, DateTimeOffset now) =>
        (TicketId, FromTier, ToTier, Reason, EscalatedBy, EscalatedByName, EscalatedAt) = (ticketId, from, to, reason, by.Id, by.Name, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public Tier FromTier { get; private init; }
    public Tier ToTier { get; private init; }
    public string Reason { get; private init; } = "";
    public Guid? EscalatedBy { get; private init; }
    public string EscalatedByName { get; private init; } = "";
    public DateTimeOffset EscalatedAt { get; private init; }

    /// <summary>The rule that took the step, in that version; null where a person did.</summary>
    public Guid? RuleId { get; private set; }
    public int? RuleVersion { get; private set; }

    public Escalation By(Escalations.EscalationRule rule)
    {
        (RuleId, RuleVersion) = (rule.Id, rule.Version);
        return this;
    }
}
