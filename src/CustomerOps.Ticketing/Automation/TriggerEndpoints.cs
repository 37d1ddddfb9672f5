using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Approvals;
using CustomerOps.Ticketing.Recurring;

namespace CustomerOps.Ticketing.Automation;

internal static class TriggerEndpoints
{
    public static RouteGroupBuilder MapTriggers(this RouteGroupBuilder api)
    {
        var triggers = api.MapGroup("/triggers").For(Roles.Readers).WithTags("Automation");
        triggers.MapGet("/", ListTriggers.Handle).WithSummary("What is done to tickets when something happens to them or a time has come, in order");
        triggers.MapPost("/", CreateTrigger.Handle).For(Roles.Managers).WithSummary("A new trigger, last in order; it does nothing before it is activated");
        triggers.MapGet("/{id:guid}", GetTrigger.Handle).WithSummary("One trigger");
        triggers.MapPut("/{id:guid}", SetTrigger.Handle).For(Roles.Managers).WithSummary("Change a trigger: a new version; an active one is checked as if it were activated");
        triggers.MapDelete("/{id:guid}", RemoveTrigger.Handle).For(Roles.Managers).Produces(204).WithSummary("Remove a trigger; what it did, and its versions, stay");
        triggers.MapPut("/{id:guid}/position", MoveTrigger.Handle).For(Roles.Managers).WithSummary("Let a trigger be asked earlier or later than others");
        triggers.MapGet("/{id:guid}/findings", CheckTrigger.Handle).WithSummary("What may be wrong with it beside the active ones: loops, shadows, conflicts, reply storms");
        triggers.MapPut("/{id:guid}/activation", ActivateTrigger.Handle).For(Roles.Managers).WithSummary("Let it work; refused where something is found that is not accepted");
        triggers.MapDelete("/{id:guid}/activation", RestTrigger.Handle).For(Roles.Managers).WithSummary("Let it rest");
        triggers.MapGet("/{id:guid}/versions", ListTriggerVersions.Handle).WithSummary("Its versions, newest first");
        triggers.MapGet("/{id:guid}/firings", ListTriggerFirings.Handle).WithSummary("What it did to which tickets and why, newest first; kept for 90 days");
        api.MapGroup("/trigger-previews").For(Roles.Managers).WithTags("Automation").MapPost("/", PreviewTrigger.Handle).WithSummary("Which tickets of the last days it would fire for; changes nothing");
        api.MapGroup("/tickets").For(Roles.Readers).WithTags("Automation").MapGet("/{id:guid}/firings", ListTicketFirings.Handle).WithSummary("Which triggers fired for the ticket and why, oldest first; kept for 90 days");
        return api.MapApprovals().MapRecurring();
    }
}
