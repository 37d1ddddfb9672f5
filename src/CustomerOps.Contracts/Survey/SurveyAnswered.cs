namespace CustomerOps.Contracts.Survey;

/// <summary>A customer answered a survey.</summary>
/// <param name="TriggerKind"><c>ticket</c>, <c>order</c> or <c>link</c>; <paramref name="TriggerId"/> is the ticket's or order's id.</param>
/// <param name="Nps">0–10 when the survey asked it.</param>
/// <param name="Csat">1–5 when the survey asked it.</param>
/// <param name="Ces">1–7 when the survey asked it.</param>
/// <param name="Comment">The customer's own words, at most 4,000 characters.</param>
[Event("survey.survey-answered.v1")]
public sealed record SurveyAnswered(
    Guid ResponseId, Guid InvitationId, Guid SurveyId, string TriggerKind, Guid? TriggerId, Guid? CustomerId, string? CustomerEmail,
    string Language, int? Nps, int? Csat, int? Ces, string? Comment, DateTimeOffset AnsweredAt);

/// <summary>A survey was sent to a customer.</summary>
[Event("survey.survey-invited.v1")]
public sealed record SurveyInvited(
    Guid InvitationId, Guid SurveyId, string TriggerKind, Guid? TriggerId, Guid? CustomerId, string Language, DateTimeOffset SentAt);

/// <summary>A customer was not asked, and why: <c>no-consent</c>, <c>recently-asked</c>, <c>sampled-out</c>, <c>no-address</c>, <c>reopened</c>, <c>no-survey</c>, <c>follow-up</c>.</summary>
[Event("survey.invitation-withheld.v1")]
public sealed record InvitationWithheld(
    Guid InvitationId, Guid? SurveyId, string TriggerKind, Guid? TriggerId, Guid? CustomerId, string Reason, DateTimeOffset DecidedAt);

/// <summary>A customer asked, by the link in a survey mail, not to be asked again.</summary>
[Event("survey.customer-unsubscribed.v1")]
public sealed record CustomerUnsubscribed(Guid CustomerId, string? CustomerEmail, DateTimeOffset UnsubscribedAt);
