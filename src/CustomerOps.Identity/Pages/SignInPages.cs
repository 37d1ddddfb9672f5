using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Providers;
using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Pages;

/// <summary>Sign-in begins with the address: by its domain it goes on at the organisation's own provider, or with a password here.</summary>
internal static class ShowSignIn
{
    public const string Path = "/sign-in", WithPassword = "/sign-in/with-password";

    public static HtmlPage Handle(HttpRequest request)
    {
        var t = PageTexts.ForReader(request);
        return t.Form(false, t.SignIn, LinkPage.Form(Path, t.Continue, LinkPage.Field("email", t.Email, "type=\"email\" autocomplete=\"username\" maxlength=\"254\" required", hint: t.Door.Hint)) + PageTexts.Link(WithPassword, t.Door.WithPassword));
    }
}

internal static class ShowPasswordSignIn
{
    public static HtmlPage Handle(HttpRequest request) => Form(PageTexts.ForReader(request), "", null);

    public static HtmlPage Form(PageTexts t, string email, string? error)
    {
        var fields = LinkPage.Field("email", t.Email, "type=\"email\" autocomplete=\"username\" maxlength=\"254\" required", email)
            + LinkPage.Field("password", t.Password, "type=\"password\" autocomplete=\"current-password\" maxlength=\"200\" required", error: error)
            + LinkPage.Field("code", t.Code, "type=\"text\" autocomplete=\"one-time-code\" maxlength=\"40\" spellcheck=\"false\"");
        return t.Form(error is not null, t.SignIn, LinkPage.Form(ShowSignIn.WithPassword, t.SignIn, fields));
    }
}

/// <summary>The address, sent. Whether it is anybody's is not told: its domain alone decides.</summary>
internal static class ChooseWayIn
{
    public static async Task<IResult> Handle(HttpRequest request, SignInAttempts attempts, GoToProvider provider, CancellationToken stop)
    {
        var (t, email) = (PageTexts.ForReader(request), (await request.Fields(stop))("email").Trim());
        if (email.Length is 0 or > 254) return ShowSignIn.Handle(request);
        return await attempts.ProviderFor(email, stop) is { } own ? await provider.Page(own, email, t, stop) : ShowPasswordSignIn.Form(t, MailDomain.Of(email).Length == 0 ? "" : email, null);
    }
}

/// <summary>The password form, sent; the same rules as <see cref="SignIn"/>.</summary>
internal static class SignInByForm
{
    public static async Task<IResult> Handle(
        HttpContext http, Device device, IdentityDb db, Credentials credentials, SignInAttempts attempts, GoToProvider provider, AccessLog log, SessionSettings settings, TimeProvider time, CancellationToken stop)
    {
        var (t, field) = (PageTexts.ForReader(http.Request), await http.Request.Fields(stop));
        var (email, password, code) = (field("email").Trim(), field("password"), field("code").Trim());
        if (email.Length is 0 or > 254 || password.Length is 0 or > 200 || code.Length > 40) return ShowPasswordSignIn.Form(t, "", t.WrongCredentials);
        if (await attempts.ProviderFor(email, stop) is { PasswordsAllowed: false } own) return await provider.Page(own, email, t, stop);
        try
        {
            await SignIn.Handle(new SignIn(email, password, code.Length == 0 ? null : code), device, http.Response, db, credentials, log, settings, time, stop);
            return new SeeOther(ShowSignedIn.Path);
        }
        catch (SignInRefused refused) { return ShowPasswordSignIn.Form(t, email, refused.Code switch { "session.code-needed" => t.CodeNeeded, "session.locked" => t.Locked, _ => t.WrongCredentials }); }
    }
}
