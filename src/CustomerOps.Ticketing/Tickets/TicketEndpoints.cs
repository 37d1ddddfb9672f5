using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Sla.Clocks;

namespace CustomerOps.Ticketing.Tickets;

internal static class TicketEndpoints
{
    public static RouteGroupBuilder MapTickets(this RouteGroupBuilder api)
    {
        var tickets = api.MapGroup("/tickets").For(Roles.Readers).WithTags("Tickets");
        tickets.MapPost("/", CreateTicket.Handle).For(Roles.Staff).WithSummary("A customer's contact becomes a ticket");
        tickets.MapGet("/", ListTickets.Handle).WithSummary("Tickets, newest first");
        tickets.MapGet("/{id:guid}", GetTicket.Handle).WithSummary("One ticket; include=messages,customer,presence brings them along");
        tickets.MapPatch("/{id:guid}", PatchTicket.Handle).For(Roles.Staff).WithSummary("Put right what the ticket is about (JSON merge patch); of a closed one subject, priority and tags only");
        tickets.MapGet("/{id:guid}/messages", ListMessages.Handle).WithSummary("What was said, oldest first");
        tickets.MapGet("/{id:guid}/messages/{messageId:guid}", GetMessage.Handle).WithSummary("One message");
        tickets.MapPut("/{id:guid}/assignee", SetAssignee.Handle).For(Roles.Staff).WithSummary("Give the ticket to a person or a queue");
        tickets.MapDelete("/{id:guid}/assignee", ClearAssignee.Handle).For(Roles.Staff).WithSummary("Give the ticket back to its queue");
        tickets.MapGet("/{id:guid}/escalation", GetEscalation.Handle).WithSummary("The tier that has the ticket, and the steps up to it");
        tickets.MapPut("/{id:guid}/escalation", EscalateTicket.Handle).For(Roles.Staff).WithSummary("Hand the ticket up");
        tickets.MapPut("/{id:guid}/solution", SolveTicket.Handle).For(Roles.Staff).WithSummary("Solve the ticket");
        tickets.MapDelete("/{id:guid}/solution", ReopenTicket.Handle).For(Roles.Staff).WithSummary("The solution did not hold: open it again");
        tickets.MapGet("/{id:guid}/suggested-articles", SuggestArticles.Handle).WithSummary("Articles that may answer it; degraded when the knowledge base does not answer in time");
        tickets.MapGet("/{id:guid}/clocks", GetClocks.Handle).WithSummary("What was promised and by when");
        tickets.MapGet("/{id:guid}/clocks/{metric}/explanation", ExplainClock.Handle).WithSummary("Every stretch that counts for a clock or does not, with its reason and the versions then in force");
        return api;
    }
}
