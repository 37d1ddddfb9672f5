using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Links;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Pages;

/// <summary>The page of an invitation or of a forgotten password.</summary>
internal static class ShowPasswordForm
{
    public static async Task<HtmlPage> Handle(string token, HttpRequest request, OneTimeLinks links, TimeProvider time, CancellationToken stop)
    {
        var page = await LinkPage.Open(LinkPurpose.Password, token, links, request, time, stop);
        return page.Refusal ?? Form(page, token);
    }

    /// <param name="page">A good link.</param>
    /// <param name="token">Its token.</param>
    /// <param name="error">What is wrong with the password.</param>
    /// <param name="unlike">Whether it was not typed the same twice.</param>
    public static HtmlPage Form(LinkPage page, string token, string? error = null, bool unlike = false)
    {
        var (t, email) = (page.Texts, page.Link!.Email);
        const string typed = "type=\"password\" autocomplete=\"new-password\" maxlength=\"200\" required";
        var fields = $"<input type=\"hidden\" name=\"username\" autocomplete=\"username\" value=\"{HtmlPage.Html(email)}\">"
            + LinkPage.Field("password", t.NewPassword, typed, error: error, hint: t.PasswordHint) + LinkPage.Field("again", t.SameAgain, typed, error: unlike ? t.NotAlike : null);
        return t.Form(error is not null || unlike, t.ChoosePassword, $"<p class=\"note\">{HtmlPage.Html(email)}</p>" + LinkPage.Form(token, t.SavePassword, fields));
    }
}

/// <summary>The form, sent; the same rules as <see cref="SetPassword"/>.</summary>
internal static class ChoosePassword
{
    public static async Task<HtmlPage> Handle(
        string token, HttpRequest request, Device device, IdentityDb db, OneTimeLinks links, Passwords passwords, Memberships memberships, AccountSessions sessions, Tries tries, AccessLog log,
        IConfiguration configuration, TimeProvider time, CancellationToken stop)
    {
        var page = await LinkPage.Open(LinkPurpose.Password, token, links, request, time, stop);
        if (page.Refusal is { } refusal) return refusal;
        var field = await request.Fields(stop);
        var password = field("password");
        if (password.Length is 0 or > 200) return ShowPasswordForm.Form(page, token, page.Texts.PasswordHint);
        if (password != field("again")) return ShowPasswordForm.Form(page, token, unlike: true);
        try { await SetPassword.Handle(new SetPassword(token, password), device, db, links, passwords, memberships, sessions, tries, log, time, stop); }
        catch (RuleViolation refused) when (refused.Field == "password") { return ShowPasswordForm.Form(page, token, refused.Code == "password.too-easy" ? page.Texts.TooEasy : page.Texts.PasswordHint); }
        catch (NotFound) { return page.Texts.Say(404, t => t.Used); }
        return page.Texts.Say(200, t => t.PasswordSaved, page.Texts.Onward(configuration["FrontEnds:Staff"]));
    }
}

/// <summary>Whoever holds a link that was good once may have another mailed, to its owner only.</summary>
internal static class SendPasswordLinkAgain
{
    public static async Task<HtmlPage> Handle(
        string token, HttpRequest request, Device device, IdentityDb db, TenantScope tenant, Memberships memberships, OneTimeLinks links, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        var page = await LinkPage.Open(LinkPurpose.Password, token, links, request, time, stop);
        if (page.Link is not { } link) return page.Refusal!;
        await AskPasswordReset.Handle(new AskPasswordReset(link.Email), device, db, tenant, memberships, links, log, time, stop);
        return page.Texts.Say(202, t => t.SentAgain);
    }
}
