namespace CustomerOps.Ticketing.Customers;

/// <param name="Language">BCP 47; null while unknown.</param>
/// <param name="SurveyConsent">May this customer be asked for feedback?</param>
internal sealed record CustomerView(Guid Id, string Name, string? Email, string? Language, string? Branch, bool SurveyConsent, DateTimeOffset CreatedAt)
{
    public static CustomerView Of(Customer c) => new(c.Id, c.Name, c.Email, c.Language, c.Branch, c.SurveyConsent, c.CreatedAt);
}

/// <param name="Kind">ticket-created, ticket-solved, order-placed, survey-answered …</param>
/// <param name="SubjectId">The ticket's, order's or invitation's id.</param>
internal sealed record TimelineView(Guid Id, string Kind, string Title, Guid? SubjectId, DateTimeOffset At);
