using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Pages;

/// <summary>
/// A form of another site must not sign its reader in as somebody else: browsers say in <c>Sec-Fetch-Site</c> whose page sent the form. (Our pages send no
/// Referer, and so no Origin either.)
/// </summary>
internal static class OwnFormsOnly
{
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method)) return await next(context);
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site") return PageTexts.ForReader(request).Say(403, t => t.Failed);
        return request.HasFormContentType || request.ContentLength is null or 0 ? await next(context) : PageTexts.ForReader(request).Say(415, t => t.Failed);
    }

    /// <summary>One field as it was sent; empty where it was not.</summary>
    public static async Task<Func<string, string>> Fields(this HttpRequest request, CancellationToken stop)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(stop) : FormCollection.Empty;
        return name => form[name].FirstOrDefault() ?? "";
    }
}
