using System.Collections.Concurrent;
using System.Reflection;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>A query parameter that a route does not know is a 400, so that a misspelt filter never returns everything.</summary>
public static class KnownQueryOnly
{
    /// <summary>The API's group: <c>/api/v1</c>, described by <c>/openapi/v1.json</c>, problem answers documented, unknown query parameters refused.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        return app.MapApiGroup();
    }

    /// <summary>The same group for a host that shows its document otherwise.</summary>
    public static RouteGroupBuilder MapApiGroup(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1");
        foreach (var status in (int[])[400, 401, 403, 404, 429, 503]) group.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), ["application/problem+json"]));
        var known = new ConcurrentDictionary<Endpoint, HashSet<string>>();
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.Request.Query.Count > 0)
            {
                var names = known.GetOrAdd(http.GetEndpoint()!, endpoint => Names(http, endpoint));
                var unknown = http.Request.Query.Keys.Where(k => !names.Contains(k)).ToDictionary(k => k, _ => new[] { "Unknown parameter." });
                if (unknown.Count > 0) return new ProblemResult(new Problem(400, "request.unknown-parameter", "The route does not know this query parameter.", unknown));
            }
            return await next(context);
        });
        group.ValidateRequests();
        return group;
    }

    private static HashSet<string> Names(HttpContext http, Endpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<MethodInfo>();
        var descriptions = http.RequestServices.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(g => g.Items);
        return descriptions
            .Where(d => method is not null && d.ActionDescriptor.EndpointMetadata.Contains(method))
            .SelectMany(d => d.ParameterDescriptions).Where(p => p.Source.Id == "Query").Select(p => p.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>A problem as a route's answer.</summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => problem.Write(httpContext, httpContext.RequestAborted);
}
