using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.SideConversations;

internal static class SideEndpoints
{
    public static RouteGroupBuilder MapSideConversations(this RouteGroupBuilder api)
    {
        var ticket = api.MapGroup("/tickets/{id:guid}/side-conversations").For(Roles.Staff).WithTags("Side conversations");
        ticket.MapGet("/", ListTicketsSides.Handle).WithSummary("The ticket's side conversations, newest first");
        ticket.MapPost("/", StartSideConversation.Handle).WithSummary("Ask a department, colleagues or somebody outside; the customer sees nothing of it");
        var sides = api.MapGroup("/side-conversations").For([.. Roles.Staff, Roles.Colleague]).WithTags("Side conversations");
        sides.MapGet("/", ListSideConversations.Handle).WithSummary("Side conversations you may see, newest first");
        sides.MapGet("/{id:guid}", GetSideConversation.Handle).WithSummary("One side conversation");
        sides.MapGet("/{id:guid}/messages", ListSideMessages.Handle).WithSummary("What was said there, oldest first");
        sides.MapPost("/{id:guid}/messages", SpeakAside.Handle).WithSummary("Say something there; where it is with an address outside, it goes there by mail");
        sides.MapPut("/{id:guid}/people", InvitePeople.Handle).For(Roles.Staff).WithSummary("Who is invited by name: these and nobody else");
        sides.MapPut("/{id:guid}/end", EndAside.Handle).For(Roles.Staff).WithSummary("It has ended");
        sides.MapDelete("/{id:guid}/end", GoOnAside.Handle).For(Roles.Staff).WithSummary("It goes on");
        return api;
    }
}
