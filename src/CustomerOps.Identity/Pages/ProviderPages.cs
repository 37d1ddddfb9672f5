using System.Globalization;
using CustomerOps.Identity.Providers;
using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Pages;

/// <summary>
/// Sends the browser to an organisation's provider: by a page, because a form of ours may lead to our own pages only (<c>form-action</c>), and so that its
/// reader sees where to.
/// </summary>
internal sealed class GoToProvider(IdentityDb db, SignInAttempts attempts, ProviderConversation conversation, IHttpContextAccessor http, ProviderMeter meter, ILogger<GoToProvider> log)
{
    public async Task<HtmlPage> Page(SignInProvider provider, string email, PageTexts t, CancellationToken stop)
    {
        try
        {
            var secrets = AttemptSecrets.New();
            // First where to, then what is remembered of it: no connection to the database is held while the provider answers.
            var there = await conversation.Invitation(provider, secrets, email, stop);
            await attempts.Begin(provider, secrets, stop);
            var organisation = await db.Organisations.IgnoreQueryFilters().IgnoreAutoIncludes().Where(o => o.Id == provider.TenantId).Select(o => o.Name).SingleAsync(stop);
            var response = http.HttpContext!.Response;
            HandOver.Remember(response, secrets.Browser, SignInAttempt.GoodFor);
            response.Headers["Refresh"] = $"0; url={there.AbsoluteUri}";
            var (title, text) = (string.Format(CultureInfo.InvariantCulture, t.Door.Going.Title, organisation), string.Format(CultureInfo.InvariantCulture, t.Door.Going.Text, organisation, there.Host));
            return HtmlPage.Saying(200, t.Language, title, text, PageTexts.Link(HtmlPage.Html(there.AbsoluteUri), t.Continue));
        }
        catch (ProviderAway away)
        {
            meter.Count("away");
            log.LogWarning("The sign-in provider of organisation {Organisation} is away: {Reason}", provider.TenantId, away.Message);
            return Away(t, provider.PasswordsAllowed);
        }
    }

    public static HtmlPage Away(PageTexts t, bool passwords = true) =>
        t.Say(503, d => d.Door.Away, PageTexts.Link(ShowSignIn.Path, t.Door.TryAgain) + (passwords ? PageTexts.Link(ShowSignIn.WithPassword, t.Door.WithPassword) : ""));
}

/// <summary>The browser is back from the provider.</summary>
internal static class AnswerOfProvider
{
    public static async Task<IResult> Handle(HttpContext http, Device device, EnterByProvider enter, CancellationToken stop)
    {
        var (t, query) = (PageTexts.ForReader(http.Request), http.Request.Query);
        var shown = new AttemptSecrets(HandOver.Remembered(http.Request), query["state"].ToString());
        try
        {
            var (session, secret) = await enter.Handle(shown, name => query[name] is [{ } one] ? one : null, device, stop);
            HandOver.Give(http.Response, session, secret);
            HandOver.Forget(http.Response);
            return new SeeOther(ShowSignedIn.Path);
        }
        catch (AttemptUnknown) { return t.Say(400, d => d.Door.Again, PageTexts.Link(ShowSignIn.Path, t.Door.TryAgain)); }
        catch (ProviderAway) { return GoToProvider.Away(t); }
        catch (ProviderRefused refused)
        {
            var said = t.Door.Refused;
            return HtmlPage.Saying(403, t.Language, said.Title, string.Format(CultureInfo.InvariantCulture, said.Text, refused.Reason), PageTexts.Link(ShowSignIn.Path, t.Door.TryAgain));
        }
    }
}
