using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Access;

internal static class ServedHere
{
    /// <summary>For the gateway's own routes: it knows its callers by their credential, not by an internal token.</summary>
    public static RouteHandlerBuilder ServedFor(this RouteHandlerBuilder route, params string[] roles) => route.RequireAuthorization()
        .AddEndpointFilter(async (context, next) => KeyHolder.Of(context.HttpContext) is { } holder && holder.Caller.Is(roles)
            ? await next(context) : new ProblemResult(new Problem(403, "access.forbidden", "You are known, but this is not allowed to you.")))
        .WithMetadata(new ServedRoles(roles));
}
