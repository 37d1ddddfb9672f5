using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.CustomerMerging;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

[Example("""{ "surveyConsent": false }""")]
internal sealed record SetConsentRequest(bool SurveyConsent);

internal static class SetConsent
{
    public static async Task<Tagged<CustomerView>> Handle(Guid id, SetConsentRequest request, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var (customer, person) = await db.PersonToChange(id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        person.Consent(request.SurveyConsent, time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(CustomerView.Of(customer, person.Records), customer.Version);
    }
}
