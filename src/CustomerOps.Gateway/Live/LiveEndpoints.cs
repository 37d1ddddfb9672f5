using CustomerOps.Gateway.Access;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Live;

internal static class LiveEndpoints
{
    public static void AddLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<LiveReaders>();
        services.AddSingleton<LiveStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveStreams>());
    }

    public static void MapLiveEvents(this IEndpointRouteBuilder app) =>
        app.MapApiGroup().MapGet("/events", WatchEvents.Handle).Serves(Roles.Readers).WithTags("Events").WithSummary("Hear what happens, as server-sent events; resumed by Last-Event-ID")
            .Produces<string>(200, "text/event-stream");

    /// <summary>The gateway's own routes: it knows its callers by their credential, not by an internal token.</summary>
    private static RouteHandlerBuilder Serves(this RouteHandlerBuilder route, string[] roles) => route.RequireAuthorization()
        .AddEndpointFilter(async (context, next) => KeyHolder.Of(context.HttpContext) is { } holder && holder.Caller.Roles.Any(roles.Contains)
            ? await next(context) : new ProblemResult(new Problem(403, "access.forbidden", "You are known, but this is not allowed to you.")))
        .WithMetadata(new ServedRoles(roles));
}
