namespace CustomerOps.Ticketing.Complaints;

/// <param name="SaidSeverity">As whoever registered it said; <c>severity</c> counts.</param>
/// <param name="Raised">Why it counts a level graver; empty where it does not.</param>
/// <param name="OwnerId">Whose it is; null: whoever has the ticket.</param>
/// <param name="DueAt">What is owed next is due then; null when nothing is owed.</param>
/// <param name="Level">2: looked at again by somebody else, as the customer wished.</param>
internal sealed record ComplaintView(
    Guid Id, Guid TicketId, Guid CustomerId, Guid? OrderId, Guid? SurveyResponseId, ComplaintState State, int Level, Severity Severity, Severity SaidSeverity, IReadOnlyList<Repetition> Raised,
    string Category, string? Wants, string? Cause, string? Sku, Guid? OwnerId, IReadOnlyList<Remedy> Remedies, ComplaintOutcome? Outcome, IReadOnlyList<ComplaintAnswer> Answers, string? WithdrawnBecause, string? ReviewReason,
    DateTimeOffset? DueAt, DateTimeOffset AcknowledgeBy, DateTimeOffset AnswerBy, DateTimeOffset? AcknowledgementMissedAt, DateTimeOffset? AnswerMissedAt, DateTimeOffset? AcknowledgedAt, DateTimeOffset? ClosedAt,
    Guid? RegisteredBy, string RegisteredByName, DateTimeOffset RegisteredAt)
{
    public static ComplaintView Of(Complaint c) => new(
        c.Id, c.TicketId, c.CustomerId, c.OrderId, c.SurveyResponseId, c.State, c.Level, c.Severity, c.SaidSeverity, c.Raised, c.Category, c.Wants, c.Cause, c.Sku, c.OwnerId, c.Remedies, c.Outcome, c.Answers,
        c.WithdrawnBecause, c.ReviewReason, c.DueAt, c.AcknowledgeBy, c.AnswerBy, c.AcknowledgementMissedAt, c.AnswerMissedAt, c.AcknowledgedAt, c.ClosedAt, c.RegisteredBy, c.RegisteredByName, c.RegisteredAt);
}
