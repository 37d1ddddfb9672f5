using System.Buffers;
using System.Globalization;
using System.Net;
using Yarp.ReverseProxy.Transforms;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// The session's secret, 256 random bits, in the browser: HttpOnly, SameSite=Lax, Secure outside loopback. Identity hands a new secret over in a
/// header that goes no further than here; the gateway keeps nothing, so every replica serves every session and there are no keys to share.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "customerops-session";

    /// <summary>From Identity: <c>secret|Unix seconds of the end</c>, or empty when the session has ended.</summary>
    public const string HandedOver = "X-CustomerOps-Session";
    private const int SecretCharacters = 43;
    private static readonly SearchValues<char> s_alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Null without a cookie, and for one that we cannot have written.</summary>
    public static string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: SecretCharacters } secret && !secret.AsSpan().ContainsAnyExcept(s_alphabet) ? secret : null;

    /// <summary>Turns what Identity hands over into the cookie.</summary>
    public static ValueTask HandOver(ResponseTransformContext context)
    {
        var response = context.HttpContext.Response;
        if (!response.Headers.Remove(HandedOver, out var handed)) return ValueTask.CompletedTask;
        response.Headers.CacheControl = "no-store";
        // Whoever held this session before must be asked about again by this replica; the others do so within five seconds.
        if (Read(context.HttpContext.Request) is { } old) context.HttpContext.RequestServices.GetRequiredService<KeyHolders>().Forget(CredentialKind.Session, old);
        var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = !IsLoopback(context.HttpContext.Request.Host.Host), Path = "/" };
        if (handed.ToString().Split('|') is not [{ Length: SecretCharacters } secret, var end]) { response.Cookies.Delete(Name, options); return ValueTask.CompletedTask; }
        options.Expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(end, CultureInfo.InvariantCulture));
        response.Cookies.Append(Name, secret, options);
        return ValueTask.CompletedTask;
    }

    public static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
