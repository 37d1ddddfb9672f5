using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Consents;

internal static class ConsentEndpoints
{
    public static RouteGroupBuilder MapConsents(this RouteGroupBuilder api)
    {
        var customer = api.MapGroup("/customers/{id:guid}").For(Roles.Readers).WithTags("Consents");
        customer.MapGet("/consents", ListConsents.Handle).WithSummary("What the customer agreed to and took back, for what and by which channel, newest first");
        customer.MapPut("/consents/{purpose}/{channel}", SayConsent.Handle).For(Roles.Staff).WithSummary("The customer says yes or no; with the customer's ETag");
        customer.MapPut("/preferences", SetPreferences.Handle).For(Roles.Staff).WithSummary("How the customer wants to be reached: language, channel, hours in their own time zone");
        return api;
    }
}
