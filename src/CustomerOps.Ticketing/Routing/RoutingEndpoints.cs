using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Escalations;

namespace CustomerOps.Ticketing.Routing;

internal static class RoutingEndpoints
{
    public static RouteGroupBuilder MapRouting(this RouteGroupBuilder api)
    {
        var rules = api.MapGroup("/routing-rules").For(Roles.Readers).WithTags("Routing");
        rules.MapGet("/", GetRoutingRules.Handle).WithSummary("How many open tickets a person has at once, and what is handed over when a shift ends");
        rules.MapPut("/", SetRoutingRules.Handle).For(Roles.Leads).WithSummary("Set it for everybody; If-Match \"0\" where nobody did yet");
        var people = api.MapGroup("/routing-people").For(Roles.Readers).WithTags("Routing");
        people.MapGet("/", ListRoutingPeople.Handle).WithSummary("Who may be given tickets, by name: their limits, what they carry, who stands in for them");
        people.MapGet("/{personId:guid}", GetRoutingPerson.Handle).WithSummary("One person's limits, what they carry, who stands in for them");
        people.MapPut("/{personId:guid}", SetRoutingPerson.Handle).For(Roles.Leads).WithSummary("Set a person's own limits and substitute; If-Match \"0\" where nobody did yet");
        api.MapGroup("/tickets").For(Roles.Readers).WithTags("Routing")
            .MapGet("/{id:guid}/routing", ExplainRouting.Handle).WithSummary("Why the ticket waits, person by person, or why this person was chosen");
        return api.MapEscalations();
    }
}
