using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CustomerOps.Identity.Authenticator;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

/// <summary>Whoever gets a mail about signing in can finish in a browser without script and without any front end.</summary>
public sealed partial class PagesTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Theory]
    [InlineData("en", "Choose your password", "Save password", "This link has been used")]
    [InlineData("da", "Vælg din adgangskode", "Gem adgangskoden", "Linket er brugt")]
    [InlineData("nb", "Velg passordet ditt", "Lagre passordet", "Lenken er brukt")]
    [InlineData("sv", "Välj ditt lösenord", "Spara lösenordet", "Länken är använd")]
    [InlineData("fi", "Valitse salasanasi", "Tallenna salasana", "Linkki on jo käytetty")]
    [InlineData("hu", "Válasszon jelszót", "Jelszó mentése", "Ezt a hivatkozást már használták")]
    public async Task A_password_is_chosen_in_the_language_of_the_mail(string language, string title, string button, string used)
    {
        var (email, path) = await Invited(language);
        using var browser = new Browser(house.Stack, csrf: false);
        for (var reading = 0; reading < 2; reading++)
        {
            var (status, html) = await Page(browser.Http.GetAsync(path));
            status.ShouldBe(HttpStatusCode.OK);
            foreach (var part in (string[])[$"<html lang=\"{language}\">", $"<title>{title}</title>", $"<h1>{title}</h1>", $">{button}</button>", email]) html.ShouldContain(part);
        }

        (await Page(Post(browser, path, ("password", SignInHouse.Password), ("again", SignInHouse.Password)))).Status.ShouldBe(HttpStatusCode.OK);
        using (await house.SignedIn(email)) { }
        var late = await Page(browser.Http.GetAsync(path));
        (late.Status, late.Html.Contains($"<h1>{used}</h1>", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.NotFound, true), late.Html);
    }

    [Fact]
    public async Task A_password_that_is_not_taken_brings_the_form_back_with_the_reason_at_the_field()
    {
        var (email, path) = await Invited("en");
        using var browser = new Browser(house.Stack, csrf: false);
        foreach (var (password, again, reason) in new[]
        {
            ("short", "short", "At least 10 characters"), ("", "", "At least 10 characters"), ("passwordpassword", "passwordpassword", "would be guessed soon"),
            (SignInHouse.Password, SignInHouse.Password + "x", "The two are not alike"), (new string('x', 201), new string('x', 201), "At least 10 characters"),
        })
        {
            var (status, html) = await Page(Post(browser, path, ("password", password), ("again", again)));
            status.ShouldBe(HttpStatusCode.UnprocessableEntity, password);
            html.ShouldContain("<title>Error: Choose your password</title>");
            html.ShouldContain("role=\"alert\"");
            Regex.IsMatch(html, $"<p class=\"error\" id=\"error-(password|again)\">[^<]*{reason}").ShouldBeTrue(html);
            html.ShouldContain("aria-invalid=\"true\" aria-describedby=\"");
            if (password.Length > 0) html.ShouldNotContain($"value=\"{password}\"");
        }

        (await Page(Post(browser, path, ("password", SignInHouse.Password), ("again", SignInHouse.Password)))).Html.ShouldContain("<h1>Your password is saved</h1>");
        using (await house.SignedIn(email)) { }
    }

    [Fact]
    public async Task A_customer_comes_in_by_the_buttons_of_the_page_once()
    {
        var (email, path) = await Asked();
        using var browser = new Browser(house.Stack, csrf: false);
        var shown = await Page(browser.Http.GetAsync(path));
        shown.Html.ShouldContain("<h1>Sign in to Nordlys</h1>");
        shown.Html.ShouldContain(email);
        (await browser.Status()).ShouldBe(HttpStatusCode.Unauthorized, "reading is not entering");
        var entered = await Page(Post(browser, path));
        (entered.Status, entered.Html.Contains($"You are signed in to Nordlys as {email}.", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.OK, true), entered.Html);
        (await browser.Me()).Text("email").ShouldBe(email);
        using var other = new Browser(house.Stack, csrf: false);
        (await Page(Post(other, path))).Html.ShouldContain("<h1>This link has been used</h1>");
        (await other.Status()).ShouldBe(HttpStatusCode.Unauthorized);

        (await Page(Post(other, path + "/again"))).Status.ShouldBe(HttpStatusCode.Accepted);
        var next = PathOf((await house.Mails.Hear(email, 2)).Data.Text);
        next.ShouldNotBe(path);
        (await Page(Post(other, next))).Status.ShouldBe(HttpStatusCode.OK);
        (await other.Me()).Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task A_link_that_has_ended_says_so_and_brings_another_to_its_owner()
    {
        var (email, path) = await Invited("sv");
        (await house.Change("update one_time_links set expires_at = now() - interval '1 minute', created_at = now() - interval '1 day' where email = $1", email)).ShouldBe(1);
        using var browser = new Browser(house.Stack, csrf: false);
        foreach (var late in (Task<HttpResponseMessage>[])[browser.Http.GetAsync(path), Post(browser, path, ("password", SignInHouse.Password), ("again", SignInHouse.Password))])
        {
            var (status, html) = await Page(late);
            status.ShouldBe(HttpStatusCode.NotFound);
            html.ShouldContain("<h1>Länken har gått ut</h1>");
            html.ShouldContain(">Skicka en ny länk till mig</button>");
        }

        var sent = await Page(Post(browser, path + "/again"));
        (sent.Status, sent.Html.Contains("<h1>Titta i din inkorg</h1>", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Accepted, true), sent.Html);
        await Page(Post(browser, path + "/again"));
        var next = PathOf((await house.Mails.Hear(email, 2)).Data.Text);
        (await Page(Post(browser, next, ("password", SignInHouse.Password), ("again", SignInHouse.Password)))).Status.ShouldBe(HttpStatusCode.OK);
        using (await house.SignedIn(email)) { }
        house.Mails.To(email).Count.ShouldBe(2, "nobody's mailbox is flooded");
    }

    [Theory]
    [InlineData("password", "sv-SE,en", "Länken finns inte")]
    [InlineData("customer", "nn", "Lenken finnes ikke")]
    [InlineData("customer", "de", "Link not found")]
    public async Task A_wrong_link_is_a_page_in_the_readers_language(string kind, string reads, string title)
    {
        using var nobody = house.Stack.Anonymous();
        nobody.DefaultRequestHeaders.Add("Accept-Language", reads);
        foreach (var token in (string[])[new string('x', 43), "x", Uri.EscapeDataString("<b>'\"&"), new string('y', 3000)])
            foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Post, ""), (HttpMethod.Post, "/again") })
            {
                var (status, html) = await Page(nobody.SendAsync(new HttpRequestMessage(method, $"/sign-in/{kind}/{token}{path}") { Content = method == HttpMethod.Post ? new FormUrlEncodedContent([new("password", "x")]) : null }));
                (status, html.Contains($"<h1>{title}</h1>", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.NotFound, true), html);
                html.ShouldNotContain("<b>");
            }
    }

    [Fact]
    public async Task A_link_opens_its_own_door_only()
    {
        var ((_, invited), (_, asked)) = (await Invited("en"), await Asked());
        using var nobody = house.Stack.Anonymous();
        foreach (var path in (string[])[invited.Replace("password", "customer", StringComparison.Ordinal), asked.Replace("customer", "password", StringComparison.Ordinal)]) (await nobody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_form_of_another_site_signs_nobody_in()
    {
        var (email, path) = await Asked();
        using var browser = new Browser(house.Stack, csrf: false);
        foreach (var site in (string[])["cross-site", "same-site"])
        {
            using var foreign = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]), Headers = { { "Sec-Fetch-Site", site } } };
            (await Page(browser.Http.SendAsync(foreign))).Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await browser.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.Http.PostAsJsonAsync(path, new { })).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var own = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]), Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        (await Page(browser.Http.SendAsync(own))).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.Me()).Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task Who_has_a_password_signs_in_on_a_page_too()
    {
        var email = await house.Person();
        using var browser = new Browser(house.Stack, csrf: false);
        (await Page(browser.Http.GetAsync("/sign-in"))).Html.ShouldContain("<h1>Sign in</h1>");
        var asked = await Page(Post(browser, "/sign-in", ("email", email)));
        (asked.Status, asked.Html.Contains($"value=\"{email}\"", StringComparison.Ordinal), asked.Html.Contains("name=\"password\"", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.OK, true, true), asked.Html);
        var wrong = await Page(Post(browser, "/sign-in/with-password", ("email", email), ("password", "not the password")));
        (wrong.Status, wrong.Html.Contains("The address, password or code is wrong.", StringComparison.Ordinal), wrong.Html.Contains($"value=\"{email}\"", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true, true), wrong.Html);
        (await Page(Post(browser, "/sign-in", ("email", "<script>")))).Html.ShouldNotContain("<script");
        var entered = await Page(Post(browser, "/sign-in/with-password", ("email", email), ("password", SignInHouse.Password)));
        (entered.Status, entered.Html.Contains("You are signed in to Nordlys", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.OK, true), entered.Html);
        (await browser.Me()).Text("email").ShouldBe(email);

        using var ours = await house.SignedIn(email);
        var secret = SecondFactorTests.FromBase32((await (await ours.Http.PostAsync("/api/v1/authenticator", null)).Json()).Text("secret"));
        await ours.Http.PutAsJsonAsync("/api/v1/authenticator", new { code = TimeCodes.CodeAt(secret, DateTimeOffset.UtcNow) });
        using var later = new Browser(house.Stack, csrf: false);
        (await Page(Post(later, "/sign-in/with-password", ("email", email), ("password", SignInHouse.Password), ("code", "")))).Html.ShouldContain("Also give the code");
        (await Page(Post(later, "/sign-in/with-password", ("email", email), ("password", SignInHouse.Password), ("code", TimeCodes.CodeAt(secret, DateTimeOffset.UtcNow.AddSeconds(30)))))).Status.ShouldBe(HttpStatusCode.OK);
        (await later.Me()).Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task Pages_need_no_script_load_nothing_are_kept_nowhere_and_tell_no_other_site()
    {
        var ((_, invited), (_, asked)) = (await Invited("hu"), await Asked());
        using var nobody = house.Stack.Anonymous();
        foreach (var path in (string[])[invited, asked, "/sign-in", "/sign-in/with-password", "/sign-in/customer/unknown"])
        {
            using var answer = await nobody.GetAsync(path);
            var html = await answer.Content.ReadAsStringAsync();
            answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
            Regex.IsMatch(html, "<script|<img|<link|http://|https://|javascript:| on\\w+=|style=").ShouldBeFalse(html);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            foreach (var rule in (string[])["default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "style-src 'sha256-"]) policy.ShouldContain(rule);
            policy.ShouldNotContain("unsafe");
            answer.Headers.GetValues("Referrer-Policy").ShouldAllBe(p => p == "no-referrer");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            // Every control that is seen has a label, and every id is there once.
            foreach (Match control in Controls().Matches(html)) html.ShouldContain($"<label class=\"ask\" for=\"{control.Groups[1].Value}\">");
            Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ShouldBeUnique();
        }
    }

    [GeneratedRegex("<input class=\"line\" id=\"([a-z]+)\"")]
    private static partial Regex Controls();

    [GeneratedRegex("/sign-in/(password|customer)/[A-Za-z0-9_-]{43}")]
    private static partial Regex Link();

    internal static string PathOf(string mail) => Link().Match(mail).Value;

    internal static Task<HttpResponseMessage> Post(Browser browser, string path, params (string Name, string Value)[] fields) =>
        browser.Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    internal static async Task<(HttpStatusCode Status, string Html)> Page(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        var html = await answer.Content.ReadAsStringAsync();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html", $"{answer.StatusCode} {html}");
        return (answer.StatusCode, WebUtility.HtmlDecode(html));
    }

    private async Task<(string Email, string Path)> Invited(string language)
    {
        var email = SignInHouse.NewEmail();
        using var manager = house.Stack.Client("nordlys", "manager");
        var added = await manager.PostAsJsonAsync("/api/v1/organisation/people", new { name = "Ida", email, language, roles = (string[])["agent"], branches = Array.Empty<string>() });
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (email, PathOf((await house.Mails.Hear(email)).Data.Text));
    }

    private Task<(string Email, string Path)> Asked() => Asked(house);

    internal static async Task<(string Email, string Path)> Asked(SignInHouse house)
    {
        var email = SignInHouse.NewEmail();
        using var nobody = house.Stack.Anonymous();
        (await nobody.PostAsJsonAsync("/api/v1/customer-sessions", new { organisation = "nordlys", email })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return (email, PathOf((await house.Mails.Hear(email)).Data.Text));
    }
}
