using System.Globalization;

namespace CustomerOps.Identity.Sessions;

/// <summary>Tells the gateway what to put into cookies. The headers go no further than the gateway, which brings back what a browser was told to remember.</summary>
internal static class HandOver
{
    private const string Header = "X-CustomerOps-Session", WayHeader = "X-CustomerOps-Sign-In";

    public static void Give(HttpResponse response, Session session, string secret) =>
        response.Headers[Header] = string.Create(CultureInfo.InvariantCulture, $"{secret}|{session.EndsAt.ToUnixTimeSeconds()}");

    /// <summary>The cookie is to be removed.</summary>
    public static void Take(HttpResponse response) => response.Headers[Header] = "-";

    /// <summary>The browser is to keep this while it is at its organisation's provider.</summary>
    public static void Remember(HttpResponse response, string secret, TimeSpan goodFor) =>
        response.Headers[WayHeader] = string.Create(CultureInfo.InvariantCulture, $"{secret}|{goodFor.TotalSeconds:0}");

    public static void Forget(HttpResponse response) => response.Headers[WayHeader] = "-";

    /// <summary>What it kept; empty where it kept nothing.</summary>
    public static string Remembered(HttpRequest request) => request.Headers[WayHeader].ToString();
}
