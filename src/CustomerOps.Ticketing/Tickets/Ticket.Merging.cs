using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>One concern that came as several tickets.</summary>
internal sealed partial class Ticket
{
    /// <summary>The ticket that goes on for this one, and hears what is said to it.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>What it was before it was merged, so that it can be taken apart again.</summary>
    public TicketState? StateBefore { get; private set; }
    public DateTimeOffset? MergedAt { get; private set; }

    /// <summary>Closed without a solution: nobody is asked how it was solved, and no report counts it so. Both clocks stop.</summary>
    /// <param name="above">What the other one is merged into itself, upwards.</param>
    /// <returns>False when it was so already.</returns>
    public bool MergeInto(Ticket into, IReadOnlyCollection<Guid> above, DateTimeOffset now)
    {
        if (MergedIntoId == into.Id) return false;
        NotClosed();
        RuleViolation.Unless(into.Id != Id && !above.Contains(Id), "merge.circle", "The other ticket is merged into this one.", "intoTicketId");
        RuleViolation.Unless(into.State != TicketState.Closed, "merge.closed", into.MergedIntoId is null ? "The other ticket is closed." : "The other ticket is merged itself; merge into the one that goes on.", "intoTicketId");
        (MergedIntoId, StateBefore, MergedAt, State) = (into.Id, State, now, TicketState.Closed);
        Change(now);
        into.Change(now);
        Raise(new TicketMerged(Id, NumberText, into.Id, into.NumberText, now));
        Chronicle("ticket-merged", $"goes on in #{into.Number}", now);
        return true;
    }

    /// <summary>As it was; the time in between does not count.</summary>
    public void Unmerge(DateTimeOffset now)
    {
        if (MergedIntoId is not { } into || StateBefore is not { } before) return;
        (MergedIntoId, StateBefore, MergedAt, State) = (null, null, null, before);
        Change(now);
        Raise(new TicketUnmerged(Id, NumberText, into, now));
        Chronicle("ticket-unmerged", "is a ticket of its own again", now);
    }

    /// <summary>What it is to other tickets has changed.</summary>
    public void Link(DateTimeOffset now) => Change(now);

    /// <summary>Who is informed has changed.</summary>
    public void ChangeParticipants(DateTimeOffset now)
    {
        NotClosed();
        Change(now);
    }
}
