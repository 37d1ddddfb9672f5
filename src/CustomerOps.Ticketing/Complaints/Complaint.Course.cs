using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>What the customer was answered, first and, where they wished it, once more.</summary>
/// <param name="Late">It came after its time.</param>
internal sealed record ComplaintAnswer(int Level, ComplaintOutcome Outcome, string Text, Guid? ById, string ByName, DateTimeOffset At, bool Late);

/// <summary>The way of a complaint from its registration to its end.</summary>
internal sealed partial class Complaint
{
    public ComplaintState State { get; private set; }

    /// <summary>2: looked at again by somebody else, as the customer wished.</summary>
    public int Level { get; private set; } = 1;
    public DateTimeOffset? AcknowledgedAt { get; private set; }
    public ComplaintOutcome? Outcome { get; private set; }
    public List<ComplaintAnswer> Answers { get; private set; } = [];
    public string? WithdrawnBecause { get; private set; }

    /// <summary>Why the customer wished it to be looked at again.</summary>
    public string? ReviewReason { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The customer knows that it is taken up.</summary>
    /// <returns>False where they knew.</returns>
    public bool Acknowledge(DateTimeOffset now)
    {
        if (AcknowledgedAt is not null) return false;
        NotOver();
        (State, AcknowledgedAt) = (ComplaintState.Acknowledged, now);
        SetDue();
        Touch();
        return true;
    }

    public void Investigate()
    {
        if (State == ComplaintState.Investigating) return;
        NotOver();
        RuleViolation.Unless(State == ComplaintState.Acknowledged, "complaint.not-acknowledged", "Tell the customer first that it is taken up.");
        State = ComplaintState.Investigating;
        Touch();
    }

    /// <returns>False where it was answered so before.</returns>
    public bool Answer(ComplaintOutcome outcome, string text, Ticket ticket, Author by, DateTimeOffset now)
    {
        if (State == ComplaintState.Answered && Outcome == outcome && Answers[^1].Text == text) return false;
        NotOver();
        RuleViolation.Unless(outcome != ComplaintOutcome.Withdrawn, "complaint.outcome", "It is withdrawn by its own route.", "outcome");
        RuleViolation.Unless(Level == 1 || Answers.TrueForAll(a => a.ById != by.Id), "complaint.same-person", "Somebody else than who answered first looks at it again.");
        RuleViolation.Unless(!Remedies.Exists(r => r.State == RemedyState.AwaitingApproval), "complaint.remedy-undecided", "A remedy waits for approval; have it decided or take it back first.");
        RuleViolation.Unless(outcome == ComplaintOutcome.NotUpheld || Remedies.Exists(r => r.State == RemedyState.Agreed), "complaint.remedy-missing", "Who is right is given a remedy, an apology at least.");
        AcknowledgedAt ??= now;
        (State, Outcome) = (ComplaintState.Answered, outcome);
        Answers = [.. Answers, new(Level, outcome, text, by.Id, by.Name, now, now > AnswerBy)];
        SetDue();
        ticket.Block(-1, now);
        Raise(new ComplaintAnswered(Id, CustomerId, TicketId, ticket.NumberText, Kebab<Severity>.Of(Severity), Cause, Kebab<ComplaintOutcome>.Of(outcome), Level, now > AnswerBy, now));
        Chronicle(CustomerId, "complaint-answered", $"#{ticket.Number} {Kebab<ComplaintOutcome>.Of(outcome)}", now);
        return true;
    }

    /// <summary>The customer does not complain any more.</summary>
    public void Withdraw(string reason, Ticket ticket, DateTimeOffset now)
    {
        if (Outcome == ComplaintOutcome.Withdrawn) return;
        NotOver();
        (Outcome, WithdrawnBecause) = (ComplaintOutcome.Withdrawn, reason);
        Remedies = [.. Remedies.Select(r => r.State == RemedyState.AwaitingApproval ? r with { State = RemedyState.Withdrawn } : r)];
        ticket.Block(-1, now);
        End(ticket, now);
    }

    public void Close(Ticket ticket, DateTimeOffset now)
    {
        if (State == ComplaintState.Closed) return;
        RuleViolation.Unless(State == ComplaintState.Answered, "complaint.not-answered", "Answer the customer first.");
        RuleViolation.Unless(Cause is not null, "complaint.cause-missing", "Say its cause first: one of GET /complaint-causes.");
        End(ticket, now);
    }

    /// <summary>Its ticket is closed: somebody is told that the cause is still to be named.</summary>
    /// <param name="until">When it is closed without.</param>
    public void MissCause(Ticket ticket, DateTimeOffset until) =>
        Raise(new ComplaintCauseMissing(Id, CustomerId, TicketId, ticket.NumberText, Kebab<Severity>.Of(Severity), OwnerId ?? ticket.AssigneeId, until));

    /// <summary>Nobody ended it in time: as it is, without a cause where nobody named one.</summary>
    public void Expire(Ticket ticket, DateTimeOffset now)
    {
        if (State == ComplaintState.Answered) End(ticket, now);
    }

    /// <summary>When an answered complaint comes to its end whether or not its cause is known: after the time for a second look, and a fortnight to name the cause.</summary>
    public DateTimeOffset EndsBy(ComplaintPolicy policy, DateTimeOffset now)
    {
        var (review, fortnight) = (Answers[^1].At.AddDays(Level == 1 ? policy.ReviewDays : 0), now.AddDays(14));
        return review > fortnight ? review : fortnight;
    }

    /// <summary>The customer is not content with the answer: somebody else looks at it again, once, on a ticket that is open.</summary>
    public void Review(string reason, Ticket ticket, ComplaintRules rules, DateTimeOffset now)
    {
        RuleViolation.Unless(!IsOpen, "complaint.open", "It has not been answered yet.");
        RuleViolation.Unless(Outcome != ComplaintOutcome.Withdrawn, "complaint.withdrawn", "It was withdrawn; register another one.");
        RuleViolation.Unless(Level == 1, "complaint.reviewed", "It was looked at again before; that answer is the last.");
        RuleViolation.Unless(now <= Answers[^1].At.AddDays(rules.Policy.ReviewDays), "complaint.review-late", $"An answer is looked at again within {rules.Policy.ReviewDays} days.");
        (Level, State, TicketId, ReviewReason, Outcome, ClosedAt, ClockStartedAt, AnswerMissedAt) = (2, ComplaintState.Investigating, ticket.Id, reason, null, null, now, null);
        ticket.Block(1, now);
        SetTerms(rules);
        Raise(new ComplaintReopened(Id, CustomerId, TicketId, ticket.NumberText, Kebab<Severity>.Of(Severity), AnswerBy, now));
        Chronicle(CustomerId, "complaint-reopened", $"#{ticket.Number} is looked at again", now);
    }

    private void End(Ticket ticket, DateTimeOffset now)
    {
        (State, ClosedAt) = (ComplaintState.Closed, now);
        SetDue();
        Raise(new ComplaintClosed(Id, CustomerId, TicketId, ticket.NumberText, Kebab<Severity>.Of(Severity), Cause, Kebab<ComplaintOutcome>.Of(Outcome!.Value), Level, now));
        Chronicle(CustomerId, "complaint-closed", $"#{ticket.Number} {Kebab<ComplaintOutcome>.Of(Outcome.Value)}", now);
    }

    private void NotOver() => RuleViolation.Unless(IsOpen, "complaint.over", $"The complaint is {Kebab<ComplaintState>.Of(State)}.");
}
