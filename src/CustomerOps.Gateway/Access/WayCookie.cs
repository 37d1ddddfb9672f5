using System.Globalization;
using Yarp.ReverseProxy.Transforms;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// What a browser keeps while it is at its organisation's sign-in provider, so that nobody else's answer signs it in: ten minutes, for the one page the
/// provider sends it back to. Identity hands it over, and is brought it back, in a header that goes no further than here.
/// </summary>
internal static class WayCookie
{
    public const string Name = "customerops-sign-in", HandedOver = "X-CustomerOps-Sign-In", BroughtTo = "/sign-in/provider/answer";
    private const int SecretCharacters = 43;

    /// <summary>The cookie, to the page it is for.</summary>
    public static ValueTask Bring(RequestTransformContext context)
    {
        if (context.HttpContext.Request.Cookies[Name] is { Length: SecretCharacters } kept && kept.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            context.ProxyRequest.Headers.TryAddWithoutValidation(HandedOver, kept);
        return ValueTask.CompletedTask;
    }

    /// <summary>Turns <c>secret|seconds</c> into the cookie; anything else removes it.</summary>
    public static ValueTask HandOver(ResponseTransformContext context)
    {
        var response = context.HttpContext.Response;
        if (!response.Headers.Remove(HandedOver, out var handed)) return ValueTask.CompletedTask;
        // Lax: the way back from the provider begins at another site.
        var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = !SessionCookie.IsLoopback(context.HttpContext.Request.Host.Host), Path = BroughtTo };
        if (handed.ToString().Split('|') is not [{ Length: SecretCharacters } secret, var seconds]) { response.Cookies.Delete(Name, options); return ValueTask.CompletedTask; }
        options.MaxAge = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
        response.Cookies.Append(Name, secret, options);
        return ValueTask.CompletedTask;
    }
}
