using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Links;

internal static class LinkEndpoints
{
    public static RouteGroupBuilder MapLinks(this RouteGroupBuilder api)
    {
        var links = api.MapGroup("/tickets/{id:guid}/links").For(Roles.Readers).WithTags("Links");
        links.MapGet("/", ListLinks.Handle).WithSummary("The tickets this one is linked to, and what it is to them");
        links.MapPut("/{kind}/{otherId:guid}", LinkTickets.Handle).For(Roles.Staff).WithSummary("This ticket is parent-of, incident-of, duplicates, … the other; both see it");
        links.MapDelete("/{kind}/{otherId:guid}", UnlinkTickets.Handle).For(Roles.Staff).WithSummary("It is that no more");
        return api;
    }
}
