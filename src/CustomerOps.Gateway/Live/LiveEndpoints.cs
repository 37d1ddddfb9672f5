using CustomerOps.Gateway.Access;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Gateway.Live;

internal static class LiveEndpoints
{
    public static void AddLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<LiveStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveStreams>());
    }

    public static void MapLiveEvents(this IEndpointRouteBuilder app) =>
        app.MapApiGroup().MapGet("/events", WatchEvents.Handle).ServedFor(Roles.Readers).WithTags("Events").WithSummary("Hear what happens, as server-sent events; resumed by Last-Event-ID")
            .Produces<string>(200, "text/event-stream");
}
