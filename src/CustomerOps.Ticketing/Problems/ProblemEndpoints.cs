using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Problems;

internal static class ProblemEndpoints
{
    public static RouteGroupBuilder MapProblems(this RouteGroupBuilder api)
    {
        var updates = api.MapGroup("/tickets/{id:guid}/incident-updates").For(Roles.Readers).WithTags("Problems");
        updates.MapPost("/", TellIncidents.Handle).For(Roles.Staff).WithSummary("One word to the requesters of all of this problem's open incidents, each in their language");
        updates.MapGet("/", ReadIncidentUpdates.List).WithSummary("What the requesters of this problem's incidents were told, newest first");
        updates.MapGet("/{updateId:guid}", ReadIncidentUpdates.One).WithSummary("One of them, and how many it has reached");
        return api;
    }
}
