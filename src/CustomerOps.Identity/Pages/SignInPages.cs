using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Pages;

/// <summary>Sign-in with a password, for who has one already.</summary>
internal static class ShowSignIn
{
    public static HtmlPage Handle(HttpRequest request) => Form(PageTexts.ForReader(request), "", null);

    public static HtmlPage Form(PageTexts t, string email, string? error)
    {
        var fields = LinkPage.Field("email", t.Email, "type=\"email\" autocomplete=\"username\" maxlength=\"254\" required", email)
            + LinkPage.Field("password", t.Password, "type=\"password\" autocomplete=\"current-password\" maxlength=\"200\" required", error: error)
            + LinkPage.Field("code", t.Code, "type=\"text\" autocomplete=\"one-time-code\" maxlength=\"40\" spellcheck=\"false\"");
        return t.Form(error is not null, t.SignIn, LinkPage.Form("/sign-in", t.SignIn, fields));
    }
}

/// <summary>The form, sent; the same rules as <see cref="SignIn"/>.</summary>
internal static class SignInByForm
{
    public static async Task<HtmlPage> Handle(
        HttpContext http, Device device, IdentityDb db, Credentials credentials, AccessLog log, SessionSettings settings, IConfiguration configuration, TimeProvider time, CancellationToken stop)
    {
        var (t, field) = (PageTexts.ForReader(http.Request), await http.Request.Fields(stop));
        var (email, password, code) = (field("email"), field("password"), field("code").Trim());
        if (email.Length is 0 or > 254 || password.Length is 0 or > 200 || code.Length > 40) return ShowSignIn.Form(t, "", t.WrongCredentials);
        try
        {
            var session = await SignIn.Handle(new SignIn(email, password, code.Length == 0 ? null : code), device, http.Response, db, credentials, log, settings, time, stop);
            return t.SignedInAs(session.Value!, configuration["FrontEnds:Staff"]);
        }
        catch (SignInRefused refused) { return ShowSignIn.Form(t, email, refused.Code switch { "session.code-needed" => t.CodeNeeded, "session.locked" => t.Locked, _ => t.WrongCredentials }); }
    }
}
