using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Staffing.Arrivals;

internal static class ArrivalsEndpoints
{
    public static RouteGroupBuilder MapArrivals(this RouteGroupBuilder api)
    {
        var arrivals = api.MapGroup("/arrivals").For([.. Roles.Readers, Roles.Partner]).WithTags("Arrivals");
        arrivals.MapGet("/", ListArrivals.Handle).For(Roles.Readers).WithSummary("Contacts per half-hour of one channel");
        arrivals.MapPost("/", ImportArrivals.Handle).For(Roles.Manager, Roles.Admin, Roles.Partner).WithSummary("Store contacts another system counted; the same half-hour again replaces");
        return api;
    }
}
