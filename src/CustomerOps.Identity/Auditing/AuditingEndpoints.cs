using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Auditing;

internal static class AuditingEndpoints
{
    public static RouteGroupBuilder MapAccessLog(this RouteGroupBuilder api)
    {
        api.MapGet("/organisation/access-log", ListAccessLog.Handle).For(Roles.Admin).WithTags("Organisation").WithSummary("What happened at the door, newest first");
        return api;
    }
}
