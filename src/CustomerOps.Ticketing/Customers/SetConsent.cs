using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

[Example("""{ "surveyConsent": false }""")]
internal sealed record SetConsentRequest(bool SurveyConsent);

internal static class SetConsent
{
    public static async Task<Tagged<CustomerView>> Handle(Guid id, SetConsentRequest request, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var customer = await db.Customers.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        customer.SetConsent(request.SurveyConsent, time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(CustomerView.Of(customer), customer.Version);
    }
}
