using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Waiting;

internal static class WaitingEndpoints
{
    public static RouteGroupBuilder MapWaiting(this RouteGroupBuilder api)
    {
        var reasons = api.MapGroup("/pending-reasons").For(Roles.Readers).WithTags("Waiting");
        reasons.MapGet("/", ListPendingReasons.Handle).WithSummary("Reasons to wait for a customer, and how they are reminded");
        reasons.MapGet("/{name}", GetPendingReason.Handle).WithSummary("One pending reason");
        reasons.MapPut("/{name}", PutPendingReason.Handle).For(Roles.Managers).WithSummary("Set a pending reason; If-Match \"0\" where there is none yet");
        reasons.MapDelete("/{name}", RemovePendingReason.Handle).For(Roles.Managers).WithSummary("Remove a pending reason; nobody is reminded of it any more");
        var tickets = api.MapGroup("/tickets").For(Roles.Staff).WithTags("Waiting");
        tickets.MapPut("/{id:guid}/wait", WaitWithTicket.Handle).WithSummary("Pending waits for the customer, on-hold for somebody else; both may end at a time");
        tickets.MapDelete("/{id:guid}/wait", GoOnWithTicket.Handle).WithSummary("What it waited for has come");
        return api;
    }
}
