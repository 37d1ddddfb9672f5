using CustomerOps.Contracts.Survey;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Invitations;

/// <summary>The decision to ask a customer about one ticket or order by one survey, or why not; one per survey and trigger.</summary>
internal sealed class Invitation : Aggregate
{
    public Guid? SurveyId { get; private init; }
    public int? SurveyVersion { get; private set; }
    public TriggerKind TriggerKind { get; private init; }
    public Guid TriggerId { get; private init; }
    public DateTimeOffset TriggeredAt { get; private set; }
    public Guid CustomerId { get; private set; }
    public string CustomerName { get; private set; } = "";
    public string? CustomerEmail { get; private set; }
    public string Language { get; private set; } = "";
    public string? Branch { get; private set; }
    public string? Channel { get; private set; }
    public Guid? PersonId { get; private set; }
    public string? PersonName { get; private set; }
    public double SelectionProbability { get; private set; }
    public InvitationStatus Status { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>Grows when the sending time moves, so that a due message of an earlier time knows it is over.</summary>
    public int Round { get; private set; }
    public DateTimeOffset DecidedAt { get; private set; }
    public DateTimeOffset? SendAt { get; private set; }
    public DateTimeOffset? HandedOverAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>The customer was erased, and whoever holds the link is not known any more.</summary>
    public DateTimeOffset? ErasedAt { get; private init; }

    private Invitation() { }

    /// <summary>Decides for the first time.</summary>
    /// <param name="refusal">Why the customer is not asked, or null.</param>
    public static Invitation Decide(Trigger trigger, CustomerSurvey? survey, string? refusal, DateTimeOffset now)
    {
        var invitation = new Invitation { SurveyId = survey?.Id, TriggerKind = trigger.Kind, TriggerId = trigger.Id };
        invitation.Settle(trigger, survey, refusal, now);
        return invitation;
    }

    /// <summary>The same ticket was solved again: what was withheld or still waits is decided anew, what was sent stays.</summary>
    /// <returns>False when nothing changed.</returns>
    public bool DecideAgain(Trigger trigger, CustomerSurvey? survey, string? refusal, DateTimeOffset now)
    {
        if (!MayChange(trigger)) return false;
        Settle(trigger, survey, refusal, now);
        return true;
    }

    public bool MayChange(Trigger trigger) => Status is InvitationStatus.Withheld or InvitationStatus.Scheduled && trigger.At > TriggeredAt;

    /// <summary>Does nothing unless it still waits.</summary>
    public void Withhold(string reason, DateTimeOffset now)
    {
        if (Status != InvitationStatus.Scheduled) return;
        (Status, Reason, SendAt) = (InvitationStatus.Withheld, reason, null);
        Raise(new InvitationWithheld(Id, SurveyId, Kind, TriggerId, CustomerId, reason, now));
    }

    /// <summary>The mail is on its way; the link ends at <paramref name="expiresAt"/>.</summary>
    public void HandOver(DateTimeOffset expiresAt, DateTimeOffset now)
    {
        RuleViolation.Unless(Status == InvitationStatus.Scheduled, "invitation.not-scheduled", "Only an invitation that waits can be sent.");
        (Status, HandedOverAt, ExpiresAt) = (InvitationStatus.Sending, now, expiresAt);
        Raise(new SurveyInvited(Id, SurveyId!.Value, Kind, TriggerId, CustomerId, Language, now));
    }

    /// <summary>The customer's mail server took the mail.</summary>
    public void NoteSent(DateTimeOffset at)
    {
        SentAt ??= at;
        if (Status == InvitationStatus.Sending) Status = InvitationStatus.Sent;
    }

    public void NoteBounced(string reason)
    {
        if (Status is not (InvitationStatus.Sending or InvitationStatus.Sent)) return;
        (Status, Reason) = (InvitationStatus.Bounced, reason.Length > 500 ? reason[..500] : reason);
    }

    public void RefuseSecondAnswer() =>
        RuleViolation.Unless(Status != InvitationStatus.Answered, "survey.already-answered", "This survey has been answered; thank you.");

    public void Answer(DateTimeOffset now)
    {
        RefuseSecondAnswer();
        RuleViolation.Unless(HandedOverAt is not null, "invitation.not-sent", "This invitation was never sent.");
        (Status, AnsweredAt) = (InvitationStatus.Answered, now);
    }

    public string Kind => TriggerKind == TriggerKind.Ticket ? "ticket" : "order";

    private void Settle(Trigger trigger, CustomerSurvey? survey, string? refusal, DateTimeOffset now)
    {
        (TriggeredAt, DecidedAt, SurveyVersion, SelectionProbability) = (trigger.At, now, survey?.PublishedVersion, survey?.SamplingRate ?? 0);
        (CustomerId, CustomerName, CustomerEmail, Language) = (trigger.CustomerId, trigger.CustomerName, trigger.Email, Languages.Primary(trigger.Language));
        (Branch, Channel, PersonId, PersonName) = (trigger.Branch, trigger.Channel, trigger.PersonId, trigger.PersonName);
        (Status, Reason, SendAt) = (InvitationStatus.Scheduled, null, now.AddSeconds(survey?.DelaySeconds ?? 0));
        Round++;
        if (refusal is not null) Withhold(refusal, now);
    }
}

/// <summary>withheld (with a reason), scheduled, sending (handed to mail), sent (taken by the mail server), bounced, answered.</summary>
internal enum InvitationStatus { Withheld, Scheduled, Sending, Sent, Bounced, Answered }
