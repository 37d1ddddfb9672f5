using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Approvals;

internal enum ApprovalState { Open, Approved, Declined, Withdrawn }

/// <param name="For">Whom they stood in for.</param>
internal sealed record ApprovalDecision(Guid PersonId, string Name, Guid? For, bool Approved, string? Comment, DateTimeOffset At);

/// <summary>Somebody who may decide: as themselves, or as one whom they stand in for.</summary>
internal sealed record Decider(Guid PersonId, ApprovalRole? Rank);

/// <summary>Something asked for on a ticket, and decided by others. While it is open the ticket is not solved.</summary>
internal sealed class TicketApproval : Aggregate
{
    public const int MostOpen = 10;

    private TicketApproval() { }

    public TicketApproval(Ticket ticket, string subject, decimal? amount, string? currency, ApprovalRule rule, int rulesVersion, Author by, DateTimeOffset now)
    {
        ticket.MayBeAnswered();
        ticket.Block(1, now);
        (TicketId, Subject, Amount, Currency, RulesVersion, AskedBy, AskedByName, AskedAt) = (ticket.Id, subject.Trim(), amount, currency, rulesVersion, by.Id, by.Name, now);
        (Role, People, Needed, EscalateTo, DeadlineMinutes, DueAt) = (rule.Role, [.. (rule.People ?? []).Distinct()], rule.Needed, rule.EscalateTo, rule.DeadlineMinutes, now.AddMinutes(rule.DeadlineMinutes));
        Tell(ticket, now);
    }

    public Guid TicketId { get; private init; }
    public string Subject { get; private init; } = "";
    public decimal? Amount { get; private init; }
    public string? Currency { get; private init; }
    public ApprovalRole? Role { get; private set; }
    public Guid[] People { get; private init; } = [];
    public int Needed { get; private init; }
    public ApprovalRole EscalateTo { get; private init; }
    public int DeadlineMinutes { get; private init; }
    public int RulesVersion { get; private init; }

    /// <summary>When it is handed up; null when it was.</summary>
    public DateTimeOffset? DueAt { get; private set; }
    public DateTimeOffset? EscalatedAt { get; private set; }
    public ApprovalState State { get; private set; }
    public List<ApprovalDecision> Decisions { get; private set; } = [];
    public Guid? AskedBy { get; private init; }
    public string AskedByName { get; private init; } = "";
    public DateTimeOffset AskedAt { get; private init; }
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The same decision again changes nothing.</summary>
    /// <param name="self">Who decides.</param>
    /// <param name="others">Whom they stand in for.</param>
    /// <returns>True when that settled it.</returns>
    public bool Decide(Author by, Decider self, IReadOnlyList<Decider> others, bool approved, string? comment, Ticket ticket, DateTimeOffset now)
    {
        if (Decisions.Exists(d => d.PersonId == self.PersonId && d.Approved == approved)) return false;
        NotSettled();
        RuleViolation.Unless(self.PersonId != AskedBy, "approval.own-approval", "Nobody decides what they asked for themselves.");
        RuleViolation.Unless(!Decisions.Exists(d => d.PersonId == self.PersonId), "approval.decided-already", "You have decided otherwise; each decides once.");
        var (may, instead) = May(self) ? (true, (Guid?)null) : others.FirstOrDefault(o => May(o) && o.PersonId != AskedBy && !Decisions.Exists(d => d.PersonId == o.PersonId || d.For == o.PersonId)) is { } other ? (true, other.PersonId) : (false, null);
        RuleViolation.Unless(may, "approval.approval-role", Role is { } role ? $"This is decided by a {Kebab<ApprovalRole>.Of(role)} or higher, or by those named." : "This is decided by those named.");
        RuleViolation.Unless(!Decisions.Exists(d => d.For == self.PersonId), "approval.decided-already", "Whoever stands in for you has decided already.");
        Decisions = [.. Decisions, new(self.PersonId, by.Name, instead, approved, comment, now)];
        if (!approved) Settle(ApprovalState.Declined, ticket, now);
        else if (Decisions.Count(d => d.Approved) >= Needed) Settle(ApprovalState.Approved, ticket, now);
        else Touch();
        return State != ApprovalState.Open;
    }

    /// <summary>Not wanted any more: by who asked, or who leads.</summary>
    public void Withdraw(Author by, bool leads, Ticket ticket, DateTimeOffset now)
    {
        if (State == ApprovalState.Withdrawn) return;
        NotSettled();
        RuleViolation.Unless(leads || by.Id == AskedBy, "approval.not-yours", "It is withdrawn by who asked for it, or by a supervisor.");
        Settle(ApprovalState.Withdrawn, ticket, now);
    }

    /// <summary>Nobody decided in time: higher ones are asked too, once.</summary>
    /// <returns>A note for the ticket; null when it is out of date.</returns>
    public Message? Escalate(DateTimeOffset planned, Ticket ticket, DateTimeOffset now)
    {
        if (State != ApprovalState.Open || DueAt != planned) return null;
        // A higher role than was asked is never lowered.
        (Role, EscalatedAt, DueAt) = (Role > EscalateTo ? Role : EscalateTo, now, null);
        Tell(ticket, now);
        return ticket.State == TicketState.Closed ? null : ticket.Say(Author.System, Visibility.Internal, $"Not decided in time, and handed up ({Kebab<ApprovalRole>.Of(EscalateTo)}): {Subject}", now);
    }

    private bool May(Decider who) => People.Contains(who.PersonId) || (Role is not null && who.Rank >= Role);

    private void Settle(ApprovalState state, Ticket ticket, DateTimeOffset now)
    {
        (State, SettledAt, DueAt) = (state, now, null);
        ticket.Block(-1, now);
        Raise(new ApprovalSettled(Id, TicketId, ticket.NumberText, Kebab<ApprovalState>.Of(state), now));
    }

    private void Tell(Ticket ticket, DateTimeOffset now) => Raise(new ApprovalAsked(Id, TicketId, ticket.NumberText, Role is { } role ? Kebab<ApprovalRole>.Of(role) : null, People, Needed, DueAt, EscalatedAt is not null, now));

    private void NotSettled() => RuleViolation.Unless(State == ApprovalState.Open, "approval.settled", $"It is {Kebab<ApprovalState>.Of(State)}.");
}
