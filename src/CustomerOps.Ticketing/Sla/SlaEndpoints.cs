using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Sla;

internal static class SlaEndpoints
{
    public static RouteGroupBuilder MapSla(this RouteGroupBuilder api)
    {
        var hours = api.MapGroup("/business-hours").For(Roles.Readers).WithTags("Service levels");
        hours.MapGet("/", GetBusinessHours.Handle).WithSummary("When the organisation works; promises count only then");
        hours.MapPut("/", SetBusinessHours.Handle).For(Roles.Managers).WithSummary("Set the working hours for tickets from now on");
        var policy = api.MapGroup("/sla-policy").For(Roles.Readers).WithTags("Service levels");
        policy.MapGet("/", GetSlaPolicy.Handle).WithSummary("What is promised per priority, in open minutes");
        policy.MapPut("/", SetSlaPolicy.Handle).For(Roles.Managers).WithSummary("Set the promises for tickets from now on");
        return api;
    }
}
