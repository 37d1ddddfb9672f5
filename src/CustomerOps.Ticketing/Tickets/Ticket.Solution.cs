using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Waiting, solving, reopening, closing.</summary>
internal sealed partial class Ticket
{
    /// <summary>After this long without a word a solved ticket is closed for good.</summary>
    public static readonly TimeSpan ClosesAfter = TimeSpan.FromDays(28);

    /// <summary>Needs the customer loaded: the event tells who is to be asked.</summary>
    /// <returns>True when it was not solved before.</returns>
    public bool Solve(string summary, Author by, bool isKnownPerson, DateTimeOffset now)
    {
        NotClosed();
        if (State == TicketState.Solved)
        {
            RuleViolation.Unless(Solution == summary, "ticket.already-solved", "The ticket is solved with another summary; reopen it first.");
            return false;
        }

        // Nothing is solved by nobody: who solves an unassigned ticket has it.
        if (AssigneeId is null && isKnownPerson) AssigneeId = by.Id;
        (State, Solution, SolvedBy, SolvedByName, SolvedAt, UpdatedAt, WaitReason, CustomerWaitsSince) = (TicketState.Solved, summary, by.Id, by.Name, now, now, null, null);
        Response = Response.Pause(now);
        Resolution = Resolution.Fulfil(now);
        Raise(new TicketSolved(
            Id, NumberText, Kebab<Channel>.Of(Channel), Kebab<Origin>.Of(Origin), Subject, Branch, Tags, Customer.ForEvents(Language), by.Id, by.Name, now));
        Chronicle("ticket-solved", summary, now);
        return true;
    }

    /// <summary>The solution did not hold. An open ticket stays as it is.</summary>
    public void Reopen(SlaRules rules, DateTimeOffset now)
    {
        NotClosed();
        if (State != TicketState.Solved) return;
        (State, Solution, SolvedBy, SolvedByName, SolvedAt, UpdatedAt) = (TicketState.Open, null, null, null, null, now);
        if (Response.PausedAt is not null) Response = Response.Resume(rules.Hours, now);
        Resolution = Resolution.Resume(rules.Hours, now);
        Raise(new TicketReopened(Id, NumberText, now));
        Chronicle("ticket-reopened", "opened again", now);
    }

    /// <summary>Pending waits for the customer and stops the resolution clock; on-hold waits for somebody else and does not.</summary>
    public void Wait(TicketState waiting, string reason, SlaRules rules, DateTimeOffset now)
    {
        NotClosed();
        RuleViolation.Unless(State != TicketState.Solved, "ticket.already-solved", "A solved ticket does not wait; reopen it first.");
        if (State == waiting && WaitReason == reason) return;
        Resolution = waiting == TicketState.Pending ? Resolution.Pause(now) : Resolution.PausedAt is null ? Resolution : Resolution.Resume(rules.Hours, now);
        (State, WaitReason) = (waiting, reason);
        Change(now);
        Chronicle($"ticket-{Kebab<TicketState>.Of(waiting)}", reason, now);
    }

    /// <summary>What it waited for has come.</summary>
    public void GoOn(SlaRules rules, DateTimeOffset now)
    {
        NotClosed();
        if (State is not (TicketState.Pending or TicketState.OnHold)) return;
        if (Resolution.PausedAt is not null) Resolution = Resolution.Resume(rules.Hours, now);
        (State, WaitReason) = (TicketState.Open, null);
        Change(now);
        Chronicle("ticket-open", "goes on", now);
    }

    /// <summary>Closes what was solved at <paramref name="solvedAt"/> and has stayed so.</summary>
    public void Close(DateTimeOffset solvedAt, DateTimeOffset now)
    {
        if (State != TicketState.Solved || SolvedAt != solvedAt) return;
        State = TicketState.Closed;
        Change(now);
        Chronicle("ticket-closed", "closed", now);
    }
}
