using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Links;

namespace CustomerOps.Survey.Responses;

/// <summary>A refused link is answered with a problem document, and no answer to a link is ever cached.</summary>
internal static class RefusedLinkProblem
{
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        try { return await next(context); }
        catch (LinkRefused refused) { return new ProblemResult(new Problem(404, refused.Code, refused.Message)); }
    }
}
