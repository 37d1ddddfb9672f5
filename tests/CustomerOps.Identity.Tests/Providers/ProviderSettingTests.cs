using System.Net;
using System.Net.Http.Json;
using CustomerOps.Identity.Tests.SignIn;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>What an admin may enter, and what comes of it.</summary>
public sealed class ProviderSettingTests(ProviderHouse house) : IClassFixture<ProviderHouse>
{
    private const string Secret = "s";

    [Fact]
    public async Task A_provider_is_brought_changed_and_removed_and_its_secret_never_given_back()
    {
        var organisation = await house.Found();
        (await organisation.Admin.GetAsync(Brought.Route)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await organisation.Put("https://login.example.com", Secret, ifMatch: "\"1\"")).Problem()).ShouldBe("412 request.stale");
        (await (await organisation.Put("https://login.example.com", null)).Problem()).ShouldBe("422 sign-in-provider.secret-needed");
        var brought = await organisation.Put("https://login.example.com", "the-secret-of-today", "agent");
        brought.StatusCode.ShouldBe(HttpStatusCode.Created);
        var shown = await brought.Content.ReadAsStringAsync();
        shown.ShouldNotContain("secret", Case.Insensitive);
        System.Text.Json.Nodes.JsonNode.Parse(shown)!.Text("redirectAddress").ShouldBe($"{house.Stack.Gateway}sign-in/provider/answer");

        (await (await organisation.Put("https://login.example.com", null)).Problem()).ShouldBe("428 request.if-match-missing");
        (await (await organisation.Put("https://login.example.com", null, ifMatch: "\"7\"")).Problem()).ShouldBe("412 request.stale");
        var changed = await organisation.Put("https://login.example.com", null, ifMatch: "\"1\"", domains: [organisation.Domain, $"more.{organisation.Domain}"]);
        (changed.StatusCode, changed.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.OK, "\"2\""));
        (await changed.Json())["newcomersBecome"].ShouldBeNull();
        // A secret is never shown to another than it was given for.
        (await (await organisation.Put("https://evil.example.com", null, ifMatch: "\"2\"")).Problem()).ShouldBe("422 sign-in-provider.secret-needed");
        (await organisation.Put("https://other.example.com", Secret, ifMatch: "\"2\"", domains: [$"more.{organisation.Domain}"])).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await (await organisation.Admin.DeleteAsync(Brought.Route)).Problem()).ShouldBe("428 request.if-match-missing");
        using var remove = new HttpRequestMessage(HttpMethod.Delete, Brought.Route) { Headers = { { "If-Match", "\"3\"" } } };
        (await organisation.Admin.SendAsync(remove)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await organisation.Admin.GetAsync(Brought.Route)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await organisation.Log()).ShouldBe(["provider-removed", "provider-changed", "provider-changed", "provider-brought"]);
        (await organisation.Put("https://login.example.com", Secret)).StatusCode.ShouldBe(HttpStatusCode.Created, "the domain is free again");
    }

    [Fact]
    public async Task A_domain_is_one_organisations_and_never_everybodys()
    {
        var (first, second) = (await house.Organisation(), await house.Found());
        foreach (var (domain, code) in new[]
        {
            (first.Domain, "domain-taken"), (first.Domain.ToUpperInvariant(), "domain-taken"), ("gmail.com", "domain-of-everybody"), ("Outlook.com ", "domain-of-everybody"), ("hotmail.se", "domain-of-everybody"), ("yahoo.co.uk", "domain-of-everybody"), ("*.example", "no-domain"),
            ("example", "no-domain"), ("a@b.example", "no-domain"), ("", "no-domain"), ("http://b.example", "no-domain"), ("b.example\n", "ok"), ("b..example", "no-domain"), ("127.0.0.1", "no-domain"),
        })
            if (code != "ok") (await (await second.Put("https://login.example.com", Secret, domains: [second.Domain, domain])).Problem()).ShouldBe($"422 sign-in-provider.{code}", domain);
        (await second.Admin.GetAsync(Brought.Route)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // An operator takes it from who had no right to it.
        using var visitor = house.Visitor();
        (await visitor.Post("/sign-in", ("email", first.Address("ida")))).Refresh.ShouldNotBeNull();
        (await house.Stack.Command("identity", "sign-in-domains/release", new { domain = first.Domain })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await house.Stack.Command("identity", "sign-in-domains/release", new { domain = first.Domain })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Post("/sign-in", ("email", first.Address("ida")))).Refresh.ShouldBeNull();
        (await first.Log()).ShouldContain("provider-domain-released");
        (await second.Put("https://login.example.com", Secret, domains: [first.Domain])).StatusCode.ShouldBe(HttpStatusCode.Created);

        foreach (var role in (string[])["admin", "manager", "supervisor", "partner", "customer", "service", "x"])
            (await (await second.Put("https://login.example.com", Secret, role, ifMatch: "*")).Problem()).ShouldBe("422 sign-in-provider.unknown-role", role);
    }

    [Theory]
    [InlineData("http://login.example.com")]
    [InlineData("ftp://login.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("login.example.com")]
    [InlineData("https://user:pass@login.example.com")]
    [InlineData("https://login.example.com/?x=1")]
    [InlineData("https://login.example.com/#x")]
    [InlineData("https://login.example.com/ x")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://172.16.0.1")]
    [InlineData("https://192.168.1.1")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://100.64.0.1")]
    [InlineData("https://0.0.0.0")]
    [InlineData("https://167772161")]
    [InlineData("https://0x0a000001")]
    [InlineData("https://[::1]")]
    [InlineData("https://[fe80::1]")]
    [InlineData("https://[fd00::1]")]
    [InlineData("https://[::ffff:10.0.0.1]")]
    [InlineData("https://[64:ff9b::a00:1]")]
    [InlineData("https://[2002:a00:1::]")]
    [InlineData("http://10.0.0.1")]
    public async Task An_address_that_may_not_be_called_is_refused(string issuer)
    {
        var organisation = await house.Found();
        (await (await organisation.Put(issuer, Secret)).Problem()).ShouldBe("422 sign-in-provider.address-refused", issuer);
    }

    [Fact]
    public async Task Passwords_are_closed_once_the_provider_has_let_somebody_in()
    {
        var organisation = await house.Organisation();
        var email = organisation.Address("ida");
        var person = await organisation.Add(email);
        (await house.Stack.Command("identity", "passwords", new { email, password = SignInHouse.Password })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var byPassword = new Browser(house.Stack);
        (await byPassword.SignIn(email, SignInHouse.Password)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await organisation.Put(house.Provider.Issuer, null, passwordsAllowed: false, ifMatch: "\"1\"")).Problem()).ShouldBe("422 sign-in-provider.not-proven");

        await house.Provider.Knows(email, $"ida-{person}");
        using var visitor = house.Visitor();
        await visitor.SignIn(email);
        (await organisation.Put(house.Provider.Issuer, null, passwordsAllowed: false, ifMatch: "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var tries = 0; tries < 60 && await byPassword.Status() == HttpStatusCode.OK; tries++) await Task.Delay(250, TestContext.Current.CancellationToken);
        (await byPassword.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        using var again = new Browser(house.Stack);
        (await (await again.SignIn(email, SignInHouse.Password)).Problem()).ShouldBe("401 session.invalid-credentials");
        (await visitor.Me()).ShouldNotBeNull();
        var invited = organisation.Address("new");
        await using var mails = await Mails.Listen(house.Stack.Bus);
        await organisation.Add(invited);
        var mail = (await mails.Hear(invited)).Data;
        mail.Text.ShouldEndWith("/sign-in");
        (mail.Text.Contains("/sign-in/password", StringComparison.Ordinal), mail.Secret).ShouldBe((false, false), "no password opens anything here");
        using var late = house.Visitor();
        (await late.Post("/sign-in/with-password", ("email", email), ("password", SignInHouse.Password))).Refresh.ShouldNotBeNull("there is one way in, and it leads there");

        using var remove = new HttpRequestMessage(HttpMethod.Delete, Brought.Route) { Headers = { { "If-Match", "\"2\"" } } };
        (await organisation.Admin.SendAsync(remove)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await again.SignIn(email, SignInHouse.Password)).StatusCode.ShouldBe(HttpStatusCode.Created);
        for (var tries = 0; tries < 60 && await visitor.Me() is not null; tries++) await Task.Delay(250, TestContext.Current.CancellationToken);
        (await visitor.Me()).ShouldBeNull("what the provider vouched for went with it");
    }
}
