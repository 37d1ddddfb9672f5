using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Who has the ticket.</summary>
internal sealed partial class Ticket
{
    public void AssignTo(Guid personId, string personName, DateTimeOffset now)
    {
        NotClosed();
        if (AssigneeId == personId) return;
        AssigneeId = personId;
        if (State == TicketState.New) State = TicketState.Open;
        Handed(now);
        Chronicle("ticket-assigned", $"given to {personName}", now);
    }

    /// <returns>True when the ticket now waits for a person and should be routed.</returns>
    public bool MoveTo(string queue, DateTimeOffset now)
    {
        NotClosed();
        if (Queue == queue && AssigneeId is null) return false;
        (Queue, AssigneeId) = (queue, null);
        Handed(now);
        Chronicle("ticket-queued", $"waits in {queue}", now);
        return State is TicketState.New or TicketState.Open;
    }

    /// <summary>Gives the ticket back to its queue.</summary>
    public bool Release(DateTimeOffset now) => MoveTo(Queue, now);

    /// <summary>Hands the ticket up to the queue of a higher tier. The same tier again changes nothing; down there is no way.</summary>
    /// <returns>The step taken, or null.</returns>
    public Escalation? Escalate(Tier to, string reason, Author by, DateTimeOffset now)
    {
        NotClosed();
        RuleViolation.Unless(State != TicketState.Solved, "ticket.already-solved", "A solved ticket is not escalated; reopen it first.");
        if (to == Tier) return null;
        RuleViolation.Unless(to > Tier, "ticket.escalation-downward", $"The ticket is with a {Kebab<Tier>.Of(Tier)}; escalation goes upwards only.");
        var step = new Escalation(Id, Tier, to, reason, by, now);
        (Tier, Queue, AssigneeId) = (to, Queues.Of(to), null);
        UpdatedAt = now;
        Raise(new TicketEscalated(Id, NumberText, Kebab<Tier>.Of(step.FromTier), Kebab<Tier>.Of(to), reason, by.Id, now));
        Chronicle("ticket-escalated", $"handed up to {Kebab<Tier>.Of(to)}", now);
        return step;
    }

    private void Handed(DateTimeOffset now)
    {
        UpdatedAt = now;
        Raise(new TicketAssigned(Id, NumberText, AssigneeId, Queue, Kebab<Tier>.Of(Tier), now));
    }
}
