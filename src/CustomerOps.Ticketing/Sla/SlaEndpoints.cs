using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;

namespace CustomerOps.Ticketing.Sla;

internal static class SlaEndpoints
{
    public static RouteGroupBuilder MapSla(this RouteGroupBuilder api)
    {
        var hours = api.MapGroup("/business-hours").For(Roles.Readers).WithTags("Service levels");
        hours.MapGet("/", GetBusinessHours.Handle).WithSummary("The organisation's own calendar in short: when it works");
        hours.MapPut("/", SetBusinessHours.Handle).For(Roles.Managers).WithSummary("Set the organisation's working hours from now on, for running clocks too");
        var policy = api.MapGroup("/sla-policy").For(Roles.Readers).WithTags("Service levels");
        policy.MapGet("/", GetSlaPolicy.Handle).WithSummary("The last policy in short: what is promised to every ticket no other policy is for, in minutes");
        policy.MapPut("/", SetSlaPolicy.Handle).For(Roles.Managers).WithSummary("Set what the last policy promises from now on, for running clocks too");
        api.MapGroup("/clock-checks").For(Roles.Managers).WithTags("Service levels").MapGet("/", CheckStored.Handle).WithSummary("Is every stored clock what its ticket's history says? Five hundred tickets a page");
        return api.MapCalendars().MapPolicies();
    }
}
