using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authorization;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// A write by cookie needs <c>X-CustomerOps-Csrf: 1</c>: a page of another origin cannot send that header unasked. Routes for anybody do not look at
/// the cookie, so they need none.
/// </summary>
internal static class CsrfHeader
{
    public const string Name = "X-CustomerOps-Csrf";

    public static void UseCsrfHeader(this IApplicationBuilder app) => app.Use((context, next) =>
        Needed(context) && context.Request.Headers[Name] != "1"
            ? new Problem(403, "access.csrf", $"A write by cookie needs the header {Name}: 1.").Write(context, context.RequestAborted)
            : next(context));

    private static bool Needed(HttpContext context) =>
        KeyHolder.Of(context) is { Showed: CredentialKind.Session } && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
        && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !HttpMethods.IsOptions(context.Request.Method);
}
