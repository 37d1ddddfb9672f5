using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Duplicates;

internal static class DuplicateEndpoints
{
    public static RouteGroupBuilder MapDuplicates(this RouteGroupBuilder api)
    {
        var customer = api.MapGroup("/customers/{id:guid}").For(Roles.Readers).WithTags("Duplicates");
        customer.MapGet("/duplicates", FindDuplicates.Handle).WithSummary("Other customers who may be the same person, the surest first, and why");
        customer.MapGet("/distinctions", ListDistinctions.Handle).WithSummary("Customers who look alike and are not the same person, oldest first");
        customer.MapPut("/distinctions/{otherId:guid}", TellApart.Handle).For(Roles.Staff).WithSummary("They are not the same person, and are proposed no more");
        customer.MapDelete("/distinctions/{otherId:guid}", TellApartNoMore.Handle).For(Roles.Staff).WithSummary("They may be the same person after all");
        api.MapGet("/customer-duplicates", ListDuplicates.Handle).For(Roles.Readers).WithTags("Duplicates").WithSummary("All pairs that may be one person, by the newer customer; a page may be short, even empty, and go on");
        return api;
    }
}
