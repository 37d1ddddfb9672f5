using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Opportunities;

internal static class OpportunityEndpoints
{
    public static RouteGroupBuilder MapOpportunities(this RouteGroupBuilder api)
    {
        var ticket = api.MapGroup("/tickets/{id:guid}/opportunities").For(Roles.Readers).WithTags("Opportunities");
        ticket.MapGet("/", ListOpportunities.OfTicket).WithSummary("What was noted on the ticket, newest first");
        ticket.MapPost("/", NoteOpportunity.Handle).For(Roles.Staff).WithSummary("Something the customer might buy besides");
        api.MapGroup("/customers/{id:guid}/opportunities").For(Roles.Readers).WithTags("Opportunities").MapGet("/", ListOpportunities.OfCustomer).WithSummary("What was noted for the person, newest first");
        var all = api.MapGroup("/opportunities").For([.. Roles.Readers, Roles.Colleague]).WithTags("Opportunities");
        all.MapGet("/", ListOpportunities.Handle).WithSummary("Opportunities, newest first; another department sees what was handed to them");
        all.MapGet("/income", CountIncome.Handle).For(Roles.Readers).WithSummary("What they brought, and how many were won");
        all.MapGet("/{id:guid}", ListOpportunities.One).WithSummary("One of them");
        all.MapPut("/{id:guid}/handover", HandOverOpportunity.Handle).For(Roles.Staff).WithSummary("It is sales' now; not while the customer has an open complaint");
        all.MapPut("/{id:guid}/outcome", EndOpportunity.Handle).For([.. Roles.Staff, Roles.Colleague]).WithSummary("It is won, with its income, or lost");
        all.MapDelete("/{id:guid}/outcome", ReopenOpportunity.Handle).For([.. Roles.Staff, Roles.Colleague]).WithSummary("It is neither after all");
        return api;
    }
}
