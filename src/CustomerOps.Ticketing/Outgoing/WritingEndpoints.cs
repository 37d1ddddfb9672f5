using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Drafts;
using CustomerOps.Ticketing.Presences;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Outgoing;

internal static class WritingEndpoints
{
    public static RouteGroupBuilder MapWriting(this RouteGroupBuilder api)
    {
        var ticket = api.MapGroup("/tickets/{id:guid}").For(Roles.Staff).WithTags("Writing");
        ticket.MapPost("/messages", AddMessage.Handle).Produces<CustomerWroteView>(412, "application/problem+json").WithSummary("Answer the customer (at once, after seconds or at a time), note something among staff, or log what the customer said");
        ticket.MapGet("/scheduled-messages", ListScheduled.Handle).WithSummary("Replies that are still to be sent");
        ticket.MapDelete("/scheduled-messages/{scheduledId:guid}", TakeBackScheduled.Handle).WithSummary("Take a reply back before it is sent");
        ticket.MapGet("/presence", GetPresence.Handle).WithSummary("Who has the ticket open, and who writes");
        ticket.MapPut("/presence", ShowPresence.Handle).WithSummary("I have the ticket open; say it again within 30 seconds");
        ticket.MapDelete("/presence", EndPresence.Handle).WithSummary("I have closed it");
        ticket.MapGet("/drafts", ReadDrafts.List).WithSummary("My draft and those that colleagues share");
        ticket.MapGet("/draft", ReadDrafts.Own).WithSummary("My draft on the ticket");
        ticket.MapPut("/draft", KeepDraft.Handle).WithSummary("Keep what I have written so far");
        ticket.MapDelete("/draft", DropDraft.Handle).WithSummary("Drop my draft");
        return api;
    }
}
