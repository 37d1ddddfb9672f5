using System.Text.Json;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Orders;

namespace CustomerOps.Ticketing.Customers;

/// <param name="Language">BCP 47; null while unknown.</param>
/// <param name="SurveyConsent">May this customer be asked for feedback?</param>
/// <param name="MergedIntoId">The record that stands for this person; null: this one does.</param>
/// <param name="OpenComplaints">Where one customer is read: complaints of the person that are not at their end; nobody offers them anything while there are any.</param>
/// <param name="ErasedAt">When the person was taken out of the record; it is nobody's since.</param>
/// <param name="Fields">Values of the organisation's own fields, by their keys; GET /customers/{id}/fields says what they are.</param>
/// <param name="MergedRecords">Where one customer is read: the other records this one stands for.</param>
internal sealed record CustomerView(
    Guid Id, string Name, string? Email, string? Language, string? Branch, bool SurveyConsent, DateTimeOffset CreatedAt, Guid? MergedIntoId = null, IReadOnlyList<CustomerRef>? MergedRecords = null, Preferences? Preferences = null, int? OpenComplaints = null, DateTimeOffset? ErasedAt = null,
    IReadOnlyDictionary<string, JsonElement>? Fields = null)
{
    public static CustomerView Of(Customer c) => new(c.Id, c.Name, c.Email, c.Language, c.Branch, c.SurveyConsent, c.CreatedAt, c.MergedIntoId, null, c.Preferences, ErasedAt: c.ErasedAt, Fields: FieldValues.Read(c.Fields));

    /// <param name="records">The person's; who said no by one of them said no.</param>
    public static CustomerView Of(Customer c, IReadOnlyList<Customer> records) => Of(c) with
    {
        SurveyConsent = records.Where(r => (r.MergedIntoId ?? r.Id) == (c.MergedIntoId ?? c.Id)).All(r => r.SurveyConsent),
        MergedRecords = [.. records.Where(r => r.MergedIntoId == c.Id).Select(CustomerRef.Of)],
    };
}

/// <param name="Kind">ticket-created, ticket-solved, order-placed, survey-answered, article-read …</param>
/// <param name="SubjectId">The ticket's, order's, invitation's or article's id.</param>
internal sealed record TimelineView(Guid Id, string Kind, string Title, Guid? SubjectId, DateTimeOffset At);
