using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.CustomerMerging;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

[Example("""{ "surveyConsent": false }""")]
internal sealed record SetConsentRequest(bool SurveyConsent);

internal static class SetConsent
{
    public static async Task<Tagged<CustomerView>> Handle(Guid id, SetConsentRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var (customer, person) = await db.PersonToChange(id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        await db.Say(person, Statement.Survey(request.SurveyConsent, ConsentSource.Staff, Author.Of(caller), time.Now()), ct);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(CustomerView.Of(customer, person.Records), customer.Version);
    }
}
