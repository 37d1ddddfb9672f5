using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.Orders;

namespace CustomerOps.Ticketing.Customers;

/// <param name="Language">BCP 47; null while unknown.</param>
/// <param name="SurveyConsent">May this customer be asked for feedback?</param>
/// <param name="MergedIntoId">The record that stands for this person; null: this one does.</param>
/// <param name="MergedRecords">Where one customer is read: the other records this one stands for.</param>
internal sealed record CustomerView(
    Guid Id, string Name, string? Email, string? Language, string? Branch, bool SurveyConsent, DateTimeOffset CreatedAt, Guid? MergedIntoId = null, IReadOnlyList<CustomerRef>? MergedRecords = null, Preferences? Preferences = null)
{
    public static CustomerView Of(Customer c) => new(c.Id, c.Name, c.Email, c.Language, c.Branch, c.SurveyConsent, c.CreatedAt, c.MergedIntoId, null, c.Preferences);

    /// <param name="records">The person's; who said no by one of them said no.</param>
    public static CustomerView Of(Customer c, IReadOnlyList<Customer> records) => Of(c) with
    {
        SurveyConsent = records.Where(r => (r.MergedIntoId ?? r.Id) == (c.MergedIntoId ?? c.Id)).All(r => r.SurveyConsent),
        MergedRecords = [.. records.Where(r => r.MergedIntoId == c.Id).Select(CustomerRef.Of)],
    };
}

/// <param name="Kind">ticket-created, ticket-solved, order-placed, survey-answered …</param>
/// <param name="SubjectId">The ticket's, order's or invitation's id.</param>
internal sealed record TimelineView(Guid Id, string Kind, string Title, Guid? SubjectId, DateTimeOffset At);
