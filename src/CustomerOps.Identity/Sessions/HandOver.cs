using System.Globalization;

namespace CustomerOps.Identity.Sessions;

/// <summary>Tells the gateway which secret to put into the cookie. The header goes no further than the gateway.</summary>
internal static class HandOver
{
    private const string Header = "X-CustomerOps-Session";

    public static void Give(HttpResponse response, Session session, string secret) =>
        response.Headers[Header] = string.Create(CultureInfo.InvariantCulture, $"{secret}|{session.EndsAt.ToUnixTimeSeconds()}");

    /// <summary>The cookie is to be removed.</summary>
    public static void Take(HttpResponse response) => response.Headers[Header] = "-";
}
