using System.Net;
using System.Net.Http.Json;
using System.Web;
using CustomerOps.Identity.Tests.SignIn;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>People sign in at their organisation's own provider, by the pages and through the gateway.</summary>
public sealed class ProviderSignInTests(ProviderHouse house) : IClassFixture<ProviderHouse>
{
    [Fact]
    public async Task Who_belongs_to_the_organisation_comes_in_and_has_a_session_like_any_other()
    {
        var organisation = await house.Organisation();
        var email = organisation.Address("ida");
        var person = await organisation.Add(email, "senior");
        await house.Provider.Knows(email, $"ida-{person}");
        using var visitor = house.Visitor();
        (await visitor.Get("/sign-in")).Html.ShouldNotContain("type=\"password\"");
        var seen = await visitor.SignIn(email);
        (seen.Status, seen.Html.Contains($"as {email}.", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.OK, true), seen.Html);
        visitor.WayCookie.ShouldBeNull("it has been used");

        var me = (await visitor.Me())!;
        (me.Text("subjectId"), me.Text("kind"), me.Text("email")).ShouldBe(($"{person}", "person", email));
        me["roles"]!.AsArray().Select(r => r!.GetValue<string>()).ShouldBe(["senior"]);
        me["organisations"]!.AsArray().Count.ShouldBe(1);
        var devices = (await (await visitor.Api(HttpMethod.Get, "/api/v1/sessions")).Json())["items"]!.AsArray();
        devices.Single()!.Text("userAgent").ShouldBe("Visitor/1.0");
        (await organisation.Log()).ShouldBe(["provider-sign-in", "provider-linked", "provider-brought"], ignoreOrder: true);

        // What belongs to an account is at the provider, and the session is for this organisation only.
        (await (await visitor.Api(HttpMethod.Put, "/api/v1/session/password", JsonContent.Create(new { currentPassword = "x", password = SignInHouse.Password }))).Problem()).ShouldBe("409 session.by-provider");
        (await (await visitor.Api(HttpMethod.Put, "/api/v1/session/organisation", JsonContent.Create(new { organisationId = house.Stack.Organisation("nordlys") }))).Problem()).ShouldBe("409 session.by-provider");

        using var second = house.Visitor();
        await second.SignIn(email);
        var other = (await (await visitor.Api(HttpMethod.Get, "/api/v1/sessions")).Json())["items"]!.AsArray().Single(d => !d!["current"]!.GetValue<bool>())!.Text("id");
        (await visitor.Post($"/sign-in/devices/{other}/end")).Location.ShouldBe("/sign-in/session");
        await Ended(second);
        (await visitor.Post("/sign-in/sign-out")).Html.ShouldContain("<h1>You are signed out</h1>");
        await Ended(visitor);
        (await visitor.Get("/sign-in/session")).Location.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Who_is_known_by_the_subject_stays_the_same_whatever_the_address_becomes()
    {
        var organisation = await house.Organisation();
        var (email, subject) = (organisation.Address("kari"), $"kari-{organisation.Id}");
        var person = await organisation.Add(email);
        await house.Provider.Knows(email, subject);
        using (var first = house.Visitor()) await first.SignIn(email);
        await house.Provider.Knows(email, subject, says: "somebody@elsewhere.example", verified: false);
        using var later = house.Visitor();
        await later.SignIn(email);
        (await later.Me())!.Text("subjectId").ShouldBe($"{person}");
    }

    [Fact]
    public async Task Another_subject_with_the_same_address_is_somebody_else_until_an_admin_says_otherwise()
    {
        var organisation = await house.Organisation();
        var email = organisation.Address("ola");
        var person = await organisation.Add(email);
        await house.Provider.Knows(email, $"before-{person}");
        using var before = house.Visitor();
        await before.SignIn(email);
        await house.Provider.Knows(email, $"after-{person}");
        using var after = house.Visitor();
        await Refused(after, email, "linked-to-another");
        (await organisation.Admin.DeleteAsync($"/api/v1/organisation/people/{person}/sign-in-link")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Ended(before);
        await after.SignIn(email);
        (await after.Me())!.Text("subjectId").ShouldBe($"{person}");
        (await organisation.Log()).ShouldContain("provider-link-removed");
    }

    [Fact]
    public async Task Only_an_active_person_with_a_verified_address_of_this_organisation_comes_in()
    {
        var (organisation, other) = (await house.Organisation(), await house.Organisation());
        foreach (var (name, says, verified, reason) in new[]
        {
            ("unknown", organisation.Address("unknown"), true, "person-unknown"), ("loud", organisation.Address("known"), false, "email-not-verified"),
            ("foreign", other.Address("victim"), true, "email-of-another-domain"), ("sub", $"x@sub.{organisation.Domain}", true, "email-of-another-domain"), ("none", "", true, "email-missing"),
            ("two", $"x@{other.Domain}@{organisation.Domain}", true, "email-missing"),
        })
        {
            if (name == "loud") await organisation.Add(organisation.Address("known"));
            if (name == "foreign") { await organisation.Add(other.Address("victim")); await other.Add(other.Address("victim")); }
            await house.Provider.Knows(organisation.Address(name), $"{name}-{organisation.Id}", says, verified);
            using var visitor = house.Visitor();
            await Refused(visitor, organisation.Address(name), reason);
        }

        (await other.Log()).ShouldNotContain(what => what.StartsWith("provider-refused", StringComparison.Ordinal));
        var email = organisation.Address("ended");
        var person = await organisation.Add(email);
        await house.Provider.Knows(email, $"ended-{person}");
        using var there = house.Visitor();
        await there.SignIn(email);
        (await there.Me()).ShouldNotBeNull();
        using (var change = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/organisation/people/{person}") { Headers = { { "If-Match", "*" } }, Content = JsonContent.Create(new { name = "Ida", email, language = "da", roles = (string[])["agent"], active = false }) })
            (await organisation.Admin.SendAsync(change)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Ended(there);
        await Refused(there, email, "person-ended");
    }

    [Fact]
    public async Task Newcomers_are_taken_in_as_the_organisation_says()
    {
        var organisation = await house.Organisation(newcomersBecome: "analyst");
        var email = organisation.Address("new");
        await house.Provider.Knows(email, $"new-{organisation.Id}", name: "Nyt Menneske\r\nBcc: x", locale: "fi-FI");
        using var visitor = house.Visitor();
        await visitor.SignIn(email);
        var me = (await visitor.Me())!;
        me["roles"]!.AsArray().Select(r => r!.GetValue<string>()).ShouldBe(["analyst"]);
        var person = await (await organisation.Admin.GetAsync($"/api/v1/organisation/people/{me.Text("subjectId")}")).Json();
        (person.Text("name"), person.Text("language"), person.Text("email")).ShouldBe(("Nyt Menneske  Bcc: x", "fi", email));
        (await organisation.Log()).ShouldContain("provider-newcomer");
    }

    [Fact]
    public async Task The_way_back_is_for_the_browser_that_went_and_for_once()
    {
        var organisation = await house.Organisation();
        var email = organisation.Address("ida");
        await house.Provider.Knows(email, $"ida-{await organisation.Add(email)}");
        using Visitor visitor = house.Visitor(), victim = house.Visitor();
        var back = await visitor.BackFrom(await visitor.Invited(email));
        // Somebody else's answer signs nobody in: neither a browser that went nowhere, nor one that is on its own way.
        Again(await victim.Get(back));
        await victim.Invited(email);
        Again(await victim.Get(back));
        (await victim.Me()).ShouldBeNull();
        var query = HttpUtility.ParseQueryString(back.Split('?')[1]);
        foreach (var state in (string[])["", "x", new string('A', 43), new string('A', 4000)])
        {
            query["state"] = state;
            Again(await visitor.Get($"/sign-in/provider/answer?{query}"));
        }

        var kept = visitor.WayCookie;
        using (var liar = house.Stack.Anonymous())
        {
            // The header by which the gateway brings the cookie is the gateway's to write.
            liar.DefaultRequestHeaders.Add("X-CustomerOps-Sign-In", kept);
            (await liar.GetAsync(back, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        (await visitor.Get(back)).Location.ShouldBe("/sign-in/session", "nobody else has used it up");
        (await visitor.Me()).ShouldNotBeNull();
        visitor.Cookies.Add(new Uri(house.Stack.Gateway, "/sign-in/provider/answer"), new Cookie("customerops-sign-in", kept, "/sign-in/provider/answer"));
        Again(await visitor.Get(back));
    }

    [Fact]
    public async Task A_code_that_was_redeemed_opens_nothing_again()
    {
        var organisation = await house.Organisation();
        var email = organisation.Address("ida");
        await house.Provider.Knows(email, $"ida-{await organisation.Add(email)}");
        using var visitor = house.Visitor();
        var back = await visitor.BackFrom(await visitor.Invited(email));
        (await visitor.Get(back)).Location.ShouldBe("/sign-in/session");
        using var thief = house.Visitor();
        var own = HttpUtility.ParseQueryString((await thief.BackFrom(await thief.Invited(email))).Split('?')[1]);
        own["code"] = HttpUtility.ParseQueryString(back.Split('?')[1])["code"];
        var seen = await thief.Get($"/sign-in/provider/answer?{own}");
        (seen.Status, seen.Html.Contains("invalid-grant", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Forbidden, true), seen.Html);
        (await thief.Me()).ShouldBeNull();

        using var later = house.Visitor();
        back = await later.BackFrom(await later.Invited(email));
        own = HttpUtility.ParseQueryString(back.Split('?')[1]);
        own["iss"] = "https://another.example";
        (await later.Get($"/sign-in/provider/answer?{own}")).Html.ShouldContain(": issuer");
        (await later.Me()).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_browser_keeps_meanwhile_is_for_no_script_no_other_page_and_no_other_site()
    {
        var organisation = await house.Organisation();
        using var browser = house.Stack.Anonymous();
        foreach (var (host, secure) in new[] { (house.Stack.Gateway.Authority, false), ("desk.example", true) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("email", organisation.Address("ida"))]), Headers = { Host = host } };
            using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
            foreach (var part in (string[])["customerops-sign-in=", "; httponly", "; samesite=lax", "; path=/sign-in/provider/answer", "; max-age=600"]) cookie.ShouldContain(part);
            cookie.Contains("; secure", StringComparison.Ordinal).ShouldBe(secure, host);
            (answer.Headers.Contains("X-CustomerOps-Sign-In"), answer.Headers.CacheControl!.NoStore).ShouldBe((false, true));
            answer.Headers.GetValues("Referrer-Policy").ShouldAllBe(policy => policy == "no-referrer");
            var there = HttpUtility.ParseQueryString(new Uri(answer.Headers.GetValues("Refresh").Single()["0; url=".Length..]).Query);
            (there["response_type"], there["code_challenge_method"], there["scope"], there["client_id"]).ShouldBe(("code", "S256", "openid email profile", OpenIdProvider.ClientId));
            there["redirect_uri"].ShouldBe($"{house.Stack.Gateway}sign-in/provider/answer", "where the gateway is said to be, whatever Host somebody writes");
            (there["state"]!.Length, there["nonce"]!.Length, there["code_challenge"]!.Length).ShouldBe((43, 43, 43));
        }
    }

    private static void Again(Seen seen) => (seen.Status, seen.Html.Contains("<h1>Please begin again</h1>", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true), seen.Html);

    private static async Task Refused(Visitor visitor, string email, string reason)
    {
        var seen = await visitor.SignIn(email);
        (seen.Status, seen.Html.Contains($": {reason}<", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Forbidden, true), $"{reason}: {seen.Html}");
        (await visitor.Me()).ShouldBeNull();
    }

    /// <summary>Within five seconds, and a machine's slowness.</summary>
    private static async Task Ended(Visitor visitor)
    {
        for (var tries = 0; tries < 60 && await visitor.Me() is not null; tries++) await Task.Delay(250, TestContext.Current.CancellationToken);
        (await visitor.Me()).ShouldBeNull();
    }
}
