using CustomerOps.Gateway.Routing;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustomerOps.Gateway.Health;

/// <summary>
/// <c>/health</c> sums the system up: 200 while the gateway serves, <c>Degraded</c> with the names of the services that are not ready; why they are not,
/// only their own <c>/health</c> says, inside. <c>/alive</c>: the process answers.
/// </summary>
internal static class SystemHealth
{
    public static void AddSystemHealth(this IServiceCollection services)
    {
        var checks = services.AddHealthChecks();
        foreach (var service in RouteTable.Api.Keys)
            checks.Add(new HealthCheckRegistration(service, provider => ActivatorUtilities.CreateInstance<ServiceHealth>(provider, service), failureStatus: null, tags: null));
    }

    public static void MapSystemHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write }).AllowAnonymous();
    }

    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new { status = report.Status.ToString(), services = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString()) });
}
