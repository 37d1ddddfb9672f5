using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Solving, reopening, closing.</summary>
internal sealed partial class Ticket
{
    /// <summary>Needs the customer loaded: the event tells who is to be asked.</summary>
    /// <returns>True when it was not solved before.</returns>
    public bool Solve(string summary, Author by, DateTimeOffset now)
    {
        NotClosed();
        if (State == TicketState.Solved)
        {
            RuleViolation.Unless(Solution == summary, "ticket.already-solved", "The ticket is solved with another summary; reopen it first.");
            return false;
        }

        RuleViolation.Unless(!IsBlocked, "ticket.blocked", "Open tasks, checklist items, promises or complaints keep the ticket from being solved.");
        // Nothing is solved by nobody: who solves an unassigned ticket has it.
        AssigneeId ??= by.Id;
        StopWaiting();
        (State, Solution, SolvedBy, SolvedByName, SolvedAt, UpdatedAt, CustomerWaitsSince) = (TicketState.Solved, summary, by.Id, by.Name, now, now, null);
        Raise(new TicketSolved(
            Id, NumberText, Kebab<Channel>.Of(Channel), Kebab<Origin>.Of(Origin), Subject, Branch, Tags, Customer.ForEvents(Language), by.Id, by.Name, now));
        Chronicle("ticket-solved", summary, now);
        return true;
    }

    /// <summary>How often a solution did not hold.</summary>
    public int Reopened { get; private set; }

    /// <summary>The solution did not hold. An open ticket stays as it is.</summary>
    /// <param name="queue">Whose rules hold; the usual ones without.</param>
    /// <param name="assigneeWorksHere">False when who had it is no longer there: then nobody has it.</param>
    public void Reopen(DateTimeOffset now, TicketQueue? queue = null, bool assigneeWorksHere = true)
    {
        NotClosed();
        if (State != TicketState.Solved) return;
        RuleViolation.Unless(Reopens(queue, now), "ticket.not-reopened", "Solved tickets of this queue are not opened again, or no longer; open a new one.");
        (State, Solution, SolvedBy, SolvedByName, SolvedAt, UpdatedAt) = (TicketState.Open, null, null, null, null, now);
        Reopened++;
        Raise(new TicketReopened(Id, NumberText, now));
        Chronicle("ticket-reopened", "opened again", now);
        if (AssigneeId is null || (queue is null or { KeepsAssignee: true } && assigneeWorksHere)) return;
        AssigneeId = null;
        Handed(now);
    }

    /// <summary>May the customer's word, or staff, open it again? An open ticket needs no opening.</summary>
    public bool Reopens(TicketQueue? queue, DateTimeOffset now) =>
        State != TicketState.Closed && (SolvedAt is not { } solvedAt || queue is null || queue.Reopens(solvedAt, now));

    /// <summary>Closes what was solved at <paramref name="solvedAt"/> and has stayed so.</summary>
    public void Close(DateTimeOffset solvedAt, DateTimeOffset now)
    {
        if (State != TicketState.Solved || SolvedAt != solvedAt) return;
        State = TicketState.Closed;
        Change(now);
        Raise(new TicketClosed(Id, NumberText, now));
        Chronicle("ticket-closed", "closed", now);
    }
}
