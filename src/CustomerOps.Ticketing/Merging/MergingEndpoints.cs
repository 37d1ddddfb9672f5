using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Merging;

internal static class MergingEndpoints
{
    public static RouteGroupBuilder MapMerging(this RouteGroupBuilder api)
    {
        var ticket = api.MapGroup("/tickets/{id:guid}").For(Roles.Staff).WithTags("Merging");
        ticket.MapPut("/merge", MergeTicket.Handle).WithSummary("The same concern came twice: another ticket goes on for both, and hears what is said to this one");
        ticket.MapDelete("/merge", UnmergeTicket.Handle).WithSummary("They were two after all: this ticket is as it was; what was said since stays where it was heard");
        ticket.MapPost("/splits", SplitTicket.Handle).WithSummary("A message is a concern of its own: it begins a new ticket, linked to this one");
        return api;
    }
}
