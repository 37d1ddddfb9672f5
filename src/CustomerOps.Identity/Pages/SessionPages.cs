using System.Globalization;
using System.Text;
using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Pages;

/// <summary>Who is signed in here, on which devices, and the way on and out. Who is not goes to the sign-in.</summary>
internal static class ShowSignedIn
{
    public const string Path = "/sign-in/session";

    public static async Task<IResult> Handle(HttpContext http, IServiceProvider services, IdentityDb db, IConfiguration configuration, CancellationToken stop)
    {
        if (OwnCaller.Of(http) is not { } caller) return new SeeOther(ShowSignIn.Path);
        var t = PageTexts.ForReader(http.Request);
        var organisation = await db.Organisations.IgnoreAutoIncludes().Select(o => o.Name).SingleAsync(stop);
        try
        {
            var devices = caller.Kind == "person" ? await Devices(services, t, stop) : "";
            var onward = t.Onward(configuration[caller.Kind == "person" ? "FrontEnds:Staff" : "FrontEnds:Customers"]);
            return HtmlPage.Saying(200, t.Language, t.SignedIn.Title, string.Format(CultureInfo.InvariantCulture, t.SignedIn.Text, organisation, caller.Email), onward + LinkPage.Form("/sign-in/sign-out", t.Door.SignOut) + devices);
        }
        catch (SignInRefused) { return new SeeOther(ShowSignIn.Path); }
    }

    private static async Task<string> Devices(IServiceProvider services, PageTexts t, CancellationToken stop)
    {
        var page = await ListSessions.Handle(services.GetRequiredService<CurrentSession>(), services.GetRequiredService<SessionSettings>(), services.GetRequiredService<TimeProvider>(), 100, null, stop);
        var list = new StringBuilder($"<h2>{HtmlPage.Html(t.Door.Devices)}</h2><ul>");
        foreach (var device in page.Items)
        {
            var since = string.Format(CultureInfo.InvariantCulture, t.Door.Since, device.CreatedAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
            list.Append(CultureInfo.InvariantCulture, $"<li><p>{HtmlPage.Html(DeviceName.Of(device.UserAgent))}<br><span class=\"note\">{HtmlPage.Html(since)} · {HtmlPage.Html(device.Address)}</span></p>")
                .Append(device.Current ? $"<p><strong>{HtmlPage.Html(t.Door.ThisDevice)}</strong></p>" : LinkPage.Form($"/sign-in/devices/{device.Id}/end", t.Door.EndDevice)).Append("</li>");
        }

        return list.Append("</ul>").ToString();
    }
}

internal static class SignOutByForm
{
    public static async Task<HtmlPage> Handle(HttpContext http, Device device, IdentityDb db, TenantScope tenant, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        var t = PageTexts.ForReader(http.Request);
        if (OwnCaller.Of(http) is { } caller) await SignOut.Handle(caller, device, http.Response, db, tenant, log, time, stop);
        return t.Say(200, d => d.Door.SignedOut, PageTexts.Link(ShowSignIn.Path, t.SignIn));
    }
}

internal static class EndDeviceByForm
{
    public static async Task<IResult> Handle(Guid id, HttpContext http, Device device, IdentityDb db, IServiceProvider services, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        if (OwnCaller.Of(http) is not { Kind: "person" } caller) return new SeeOther(ShowSignIn.Path);
        try { await RevokeSession.Handle(id, caller, device, http.Response, db, services.GetRequiredService<CurrentSession>(), log, time, stop); }
        // Ended already, here or by another device: the list shows what is left.
        catch (Exception e) when (e is NotFound or SignInRefused) { return new SeeOther(ShowSignedIn.Path); }
        return new SeeOther(ShowSignedIn.Path);
    }
}

/// <summary>Whose browser it is, where the gateway knows; null for anybody, and for a key.</summary>
internal static class OwnCaller
{
    public static Caller? Of(HttpContext http) => http.User.Identity?.IsAuthenticated == true && Caller.From(http.User) is { SessionId: not null } caller ? caller : null;
}
