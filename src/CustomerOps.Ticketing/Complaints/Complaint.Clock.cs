using CustomerOps.Contracts.Ticketing;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>A complaint's own clock, apart from its ticket's.</summary>
internal sealed partial class Complaint
{
    /// <summary>When it was registered, or taken up again.</summary>
    public DateTimeOffset ClockStartedAt { get; private set; }
    public DateTimeOffset AcknowledgeBy { get; private set; }
    public DateTimeOffset AnswerBy { get; private set; }

    /// <summary>When the time went by without it.</summary>
    public DateTimeOffset? AcknowledgementMissedAt { get; private set; }
    public DateTimeOffset? AnswerMissedAt { get; private set; }

    /// <summary>What is owed next; null when nothing is.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>What lists are ordered by, computed by the database.</summary>
    public DateTimeOffset DueOrder { get; private init; }

    public bool Owes(ComplaintDuty duty) => duty == ComplaintDuty.Acknowledgement ? State == ComplaintState.Registered : IsOpen;

    public DateTimeOffset DueOf(ComplaintDuty duty) => duty == ComplaintDuty.Acknowledgement ? AcknowledgeBy : AnswerBy;

    /// <summary>False where it was done, or another time was set meanwhile.</summary>
    public bool Awaits(ComplaintDuty duty, DateTimeOffset dueAt) => Owes(duty) && DueOf(duty) == dueAt && (duty == ComplaintDuty.Acknowledgement ? AcknowledgementMissedAt : AnswerMissedAt) is null;

    /// <summary>The last due time that somebody was warned of: each is warned of once.</summary>
    public DateTimeOffset? WarnedOf { get; private set; }

    public void Warn(ComplaintDuty duty, Ticket ticket)
    {
        if (WarnedOf == DueOf(duty)) return;
        WarnedOf = DueOf(duty);
        Raise(new ComplaintDueSoon(Id, CustomerId, TicketId, ticket.NumberText, Kebab<Severity>.Of(Severity), Kebab<ComplaintDuty>.Of(duty), OwnerId ?? ticket.AssigneeId, DueOf(duty)));
    }

    public void Miss(ComplaintDuty duty, Ticket ticket, DateTimeOffset now)
    {
        if (duty == ComplaintDuty.Acknowledgement) AcknowledgementMissedAt = now;
        else AnswerMissedAt = now;
        Raise(new ComplaintOverdue(Id, CustomerId, TicketId, ticket.NumberText, Kebab<Severity>.Of(Severity), Kebab<ComplaintDuty>.Of(duty), OwnerId ?? ticket.AssigneeId, DueOf(duty), now));
        Chronicle(CustomerId, "complaint-overdue", $"#{ticket.Number} {Kebab<ComplaintDuty>.Of(duty)} is overdue", now);
    }

    private void SetTerms(ComplaintRules rules)
    {
        var terms = rules.Policy.TermsOf(Severity);
        if (State == ComplaintState.Registered) AcknowledgeBy = terms.Acknowledge.After(ClockStartedAt, rules.Hours);
        if (IsOpen) AnswerBy = terms.Answer.After(ClockStartedAt, rules.Hours);
        SetDue();
    }

    private void SetDue() => DueAt = State == ComplaintState.Registered ? AcknowledgeBy : IsOpen ? AnswerBy : null;
}
