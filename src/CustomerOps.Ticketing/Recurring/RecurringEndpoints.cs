using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Recurring;

internal static class RecurringEndpoints
{
    public static RouteGroupBuilder MapRecurring(this RouteGroupBuilder api)
    {
        var recurring = api.MapGroup("/recurring-tickets").For(Roles.Readers).WithTags("Automation");
        recurring.MapGet("/", ReadRecurring.List).WithSummary("Tickets that are opened by the calendar");
        recurring.MapPost("/", CreateRecurring.Handle).For(Roles.Leads).WithSummary("Open a ticket again and again: daily, weekly, monthly, by day or nth weekday");
        recurring.MapGet("/{id:guid}", ReadRecurring.Get).WithSummary("One of them, and when it is due next");
        recurring.MapPut("/{id:guid}", SetRecurring.Handle).For(Roles.Leads).WithSummary("Change it; what is due next is planned anew");
        recurring.MapDelete("/{id:guid}", RemoveRecurring.Handle).For(Roles.Leads).WithSummary("Remove it; its tickets stay");
        recurring.MapPut("/{id:guid}/pause", PauseRecurring.Pause).For(Roles.Leads).WithSummary("Open none until it is resumed");
        recurring.MapDelete("/{id:guid}/pause", PauseRecurring.Resume).For(Roles.Leads).WithSummary("Go on from now; what was due in the pause does not happen");
        recurring.MapGet("/{id:guid}/occurrences", ReadRecurring.Occurrences).WithSummary("When it is due the next 20 times");
        recurring.MapGet("/{id:guid}/openings", ReadRecurring.Openings).WithSummary("The tickets it has opened, newest first");
        return api;
    }
}
