using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>What must be done before the ticket is solved.</summary>
internal sealed partial class Ticket
{
    /// <summary>How many open tasks, promises, unanswered complaints and unticked items keep it from being solved, on it and on what was merged into it.</summary>
    public int Blockers { get; private set; }

    public bool IsBlocked => Blockers > 0;

    /// <summary>So many more blockers, or fewer.</summary>
    public void Block(int more, DateTimeOffset now)
    {
        if (more == 0) return;
        RuleViolation.Unless(more < 0 || State != TicketState.Solved, "ticket.already-solved", "A solved ticket waits for nothing; reopen it first.");
        Blockers = Math.Max(0, Blockers + more);
        Change(now);
    }
}
