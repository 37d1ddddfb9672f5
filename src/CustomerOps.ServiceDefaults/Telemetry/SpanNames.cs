using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CustomerOps.ServiceDefaults.Telemetry;

public static class SpanNames
{
    /// <summary>A request's span is called as its route: <c>PUT /api/v1/tickets/{id}/solution</c>. Comes after UseRouting.</summary>
    public static IApplicationBuilder UseSpanNames(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Activity.Current is { } span && context.GetEndpoint() is RouteEndpoint route) span.DisplayName = $"{context.Request.Method} {route.RoutePattern.RawText}";
        return next(context);
    });
}
