using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.ServiceDefaults.Problems;

public static class ProblemSetup
{
    internal static void AddProblems(this IServiceCollection services) => services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    public static void UseProblems(this WebApplication app)
    {
        app.UseMiddleware<ProblemTranslation>();
        app.UseStatusCodePages(context => Empty(context.HttpContext.Response.StatusCode).Write(context.HttpContext, context.HttpContext.RequestAborted));
    }

    /// <summary>The problem for an answer that has a status and no body.</summary>
    private static Problem Empty(int status) => status switch
    {
        401 => new(401, "access.unauthenticated", "No valid credential was given."),
        403 => new(403, "access.forbidden", "You are known, but this is not allowed to you."),
        404 => new(404, "route.not-found", "There is nothing here."),
        405 => new(405, "route.method-not-allowed", "This resource does not take that method."),
        413 => new(413, "request.too-large", "The body is larger than this route takes."),
        415 => new(415, "request.media-type", "This route takes application/json."),
        429 => new(429, "limit.exceeded", "Too many requests; wait and try again."),
        502 or 503 or 504 => new(503, "service.unavailable", "A part of the service is not available; try again."),
        _ => new(status, "request.failed", "The request was not carried out."),
    };
}
