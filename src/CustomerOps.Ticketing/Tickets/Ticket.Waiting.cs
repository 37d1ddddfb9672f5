using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Waiting;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Waiting: for the customer, who may be reminded, or for somebody else; until somebody goes on or a time comes.</summary>
internal sealed partial class Ticket
{
    public string? WaitReason { get; private set; }

    /// <summary>The organisation's reason by name, where one was given: it says how the customer is reminded.</summary>
    public string? PendingReason { get; private set; }

    /// <summary>How often the customer was reminded since the ticket waits.</summary>
    public int Chases { get; private set; }

    /// <summary>When the next reminder goes, or what follows the last one; a due message with another time is out of date.</summary>
    public DateTimeOffset? ChaseAt { get; private set; }
    public DateTimeOffset? WaitUntil { get; private set; }
    public WaitEnd? WaitEnd { get; private set; }
    public Guid? WaitBy { get; private set; }
    public string? WaitByName { get; private set; }

    /// <summary>Pending waits for the customer and stops the resolution clock; on-hold waits for somebody else and does not.</summary>
    public void Wait(TicketState waiting, string reason, SlaRules rules, DateTimeOffset now, WaitPlan? plan = null)
    {
        NotClosed();
        RuleViolation.Unless(State != TicketState.Solved, "ticket.already-solved", "A solved ticket does not wait; reopen it first.");
        RuleViolation.Unless(plan?.Reason is null || waiting == TicketState.Pending, "ticket.wait-reason", "A pending reason is for waiting on the customer: use it with pending.", "pendingReason");
        if ((State, WaitReason, PendingReason, WaitUntil, WaitEnd) == (waiting, reason, plan?.Reason?.Name, plan?.Until, plan?.End)) return;
        StopWaiting();
        (State, WaitReason, PendingReason, WaitUntil, WaitEnd, WaitBy, WaitByName) = (waiting, reason, plan?.Reason?.Name, plan?.Until, plan?.End, plan?.By.Id, plan?.By.Name);
        ChaseAt = plan?.Reason?.NextChase(rules.Hours, now);
        Change(now);
        Raise(new TicketWaiting(Id, NumberText, Kebab<TicketState>.Of(waiting), reason, PendingReason, WaitUntil, now));
        Chronicle($"ticket-{Kebab<TicketState>.Of(waiting)}", reason, now);
    }

    /// <summary>What it waited for has come.</summary>
    public void GoOn(DateTimeOffset now)
    {
        NotClosed();
        if (!IsWaiting) return;
        StopWaiting();
        State = TicketState.Open;
        Change(now);
        Chronicle("ticket-open", "goes on", now);
    }

    /// <summary>Reminds the customer, if this is the reminder that was planned. After the last one it is solved, or goes on, as the reason says.</summary>
    /// <param name="held">Its children are to be solved first: it goes on with a note instead of being solved.</param>
    /// <param name="wanted">False: the customer does not want to be reminded, and without that nothing is solved over their head.</param>
    /// <returns>What is said to the customer, or noted, or null; solved when the state says so.</returns>
    public Message? Chase(PendingReason reason, DateTimeOffset planned, SlaRules rules, DateTimeOffset now, bool wanted = true, bool held = false)
    {
        if (!IsWaiting || ChaseAt != planned) return null;
        if (!wanted)
        {
            GoOn(now);
            return Say(Author.System, Visibility.Internal, "The customer does not want to be reminded: somebody has to decide.", now);
        }

        if (Chases == reason.Times)
        {
            if (reason.ThenSolve && held)
            {
                GoOn(now);
                return Say(Author.System, Visibility.Internal, ChildrenFirst, now);
            }

            if (reason.ThenSolve && !IsBlocked) Solve($"No answer after {Chases} reminder{(Chases == 1 ? "" : "s")}.", WaitedBy, now);
            else GoOn(now);
            return null;
        }

        (Chases, ChaseAt) = (Chases + 1, reason.NextChase(rules.Hours, now));
        return Say(Author.System, Visibility.Public, reason.TextFor(Language, rules.Language), now);
    }

    /// <summary>The time has come that the ticket waited for: it goes on with a note, or is solved and closed.</summary>
    public Message? EndWait(DateTimeOffset until, DateTimeOffset now, bool held = false)
    {
        if (!IsWaiting || WaitUntil != until) return null;
        var (end, reason, by) = (WaitEnd, WaitReason, WaitedBy);
        if (end == Waiting.WaitEnd.Close && !IsBlocked && !held)
        {
            Solve(reason!, by, now);
            Close(now, now);
            return null;
        }

        GoOn(now);
        return Say(Author.System, Visibility.Internal, $"The time has come that was set: {reason}{(end == Waiting.WaitEnd.Close && held ? $" {ChildrenFirst}" : "")}", now);
    }

    private const string ChildrenFirst = "It was not solved: its queue solves its children first, and one is open.";

    private bool IsWaiting => State is TicketState.Pending or TicketState.OnHold;

    private Author WaitedBy => WaitByName is { } name ? new Author(AuthorKind.Staff, WaitBy, name) : Author.System;

    private void StopWaiting() =>
        (WaitReason, PendingReason, Chases, ChaseAt, WaitUntil, WaitEnd, WaitBy, WaitByName) = (null, null, 0, null, null, null, null, null);
}
