using System.Net;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>A provider that says what is not so, or does not answer, lets nobody in and keeps nobody waiting.</summary>
public sealed class ProviderTokenTests(ProviderHouse house) : IClassFixture<ProviderHouse>, IAsyncLifetime
{
    private Brought _organisation = null!;
    private string _email = "";

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"claims":{"nonce":"another"}}""", "nonce" }, { """{"without":["nonce"]}""", "nonce" },
        { """{"claims":{"exp":1700000000}}""", "lifetime" }, { """{"without":["exp"]}""", "lifetime" }, { """{"claims":{"nbf":4000000000,"exp":4000000100}}""", "lifetime" },
        { """{"claims":{"aud":"another"}}""", "audience" }, { """{"claims":{"aud":["customerops","another"]}}""", "authorized-party" }, { """{"claims":{"azp":"another"}}""", "authorized-party" },
        { """{"claims":{"iss":"https://another.example"}}""", "issuer" }, { """{"accessToken":"another"}""", "access-token-hash" }, { """{"without":["sub"]}""", "subject" },
        { """{"sign":"none"}""", "signature" }, { """{"sign":"other"}""", "signature" }, { """{"sign":"HS256"}""", "" }, { """{"sign":"secret"}""", "" }, { """{"sign":"unknown"}""", "key" },
        { """{"status":200,"at":"/me","body":"{\"sub\":\"another\",\"email\":\"x@example.com\",\"email_verified\":true}"}""", "subject" },
    };

    public async ValueTask InitializeAsync()
    {
        _organisation = await house.Organisation();
        _email = _organisation.Address("ida");
        await house.Provider.Knows(_email, $"ida-{await _organisation.Add(_email)}");
    }

    public async ValueTask DisposeAsync() => await house.Provider.Spoil(null);

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_token_that_is_not_right_is_refused(string spoil, string reason)
    {
        using var visitor = house.Visitor();
        await house.Provider.Spoil(System.Text.Json.JsonSerializer.Deserialize<object>(spoil));
        var seen = await visitor.SignIn(_email);
        (seen.Status, seen.Html.Contains($": {reason}", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Forbidden, true), $"{spoil}: {seen.Html}");
        (await visitor.Me()).ShouldBeNull();
        (await _organisation.Log()).ShouldContain(what => what.StartsWith($"provider-refused.{reason}", StringComparison.Ordinal));
        await house.Provider.Spoil(null);
        await visitor.SignIn(_email);
        (await visitor.Me()).ShouldNotBeNull("the same without the wrong");
    }

    [Fact]
    public async Task A_key_the_provider_has_changed_is_read_again_but_not_for_each_token()
    {
        await using var provider = await OpenIdProvider.Start(house.Stack.Gateway, "client_secret_post");
        var organisation = await house.Organisation(issuer: provider.Issuer);
        var email = organisation.Address("ida");
        await provider.Knows(email, $"ida-{await organisation.Add(email)}");
        using var visitor = house.Visitor();
        await visitor.SignIn(email);
        (await visitor.Me()).ShouldNotBeNull();
        (await provider.KeyReads()).ShouldBe(1);
        await provider.RotateKeys();
        using var later = house.Visitor();
        await later.SignIn(email);
        (await later.Me()).ShouldNotBeNull();
        (await provider.KeyReads()).ShouldBe(2);

        await provider.Spoil(new { sign = "unknown" });
        var started = TimeProvider.System.GetTimestamp();
        for (var tries = 0; tries < 6; tries++) (await later.SignIn(email)).Status.ShouldBe(HttpStatusCode.Forbidden);
        var mostReads = 3 + (int)(TimeProvider.System.GetElapsedTime(started) / TimeSpan.FromSeconds(10));
        (await provider.KeyReads()).ShouldBeInRange(2, mostReads);
    }

    [Theory]
    [InlineData("""{"hang":"/token"}""")]
    [InlineData("""{"status":500,"at":"/token"}""")]
    [InlineData("""{"status":200,"at":"/token","body":"<html>"}""")]
    [InlineData("""{"status":200,"at":"/token","body":"{}"}""")]
    [InlineData("""{"hang":"/me"}""")]
    public async Task A_provider_that_fails_on_the_way_back_is_a_page_and_no_session(string spoil)
    {
        using var visitor = house.Visitor();
        var back = await visitor.BackFrom(await visitor.Invited(_email));
        await house.Provider.Spoil(System.Text.Json.JsonSerializer.Deserialize<object>(spoil));
        Away(await visitor.Get(back));
        (await visitor.Me()).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"hang":"/.well-known/openid-configuration"}""")]
    [InlineData("""{"hang":"/jwks"}""")]
    [InlineData("""{"status":503,"at":"/.well-known/openid-configuration"}""")]
    [InlineData("""{"status":200,"at":"/.well-known/openid-configuration","body":"no JSON"}""")]
    [InlineData("""{"discovery":{"issuer":"https://another.example"}}""")]
    [InlineData("""{"discovery":{"authorization_endpoint":"javascript:alert(1)"}}""")]
    [InlineData("""{"discovery":{"token_endpoint":"http://169.254.169.254/latest/meta-data"}}""")]
    [InlineData("""{"discovery":{"jwks_uri":"http://10.0.0.1/keys"}}""")]
    [InlineData("""{"discovery":{"jwks_uri":"file:///etc/passwd"}}""")]
    public async Task A_provider_that_is_down_or_leads_astray_is_a_page_with_another_way_in(string spoil)
    {
        await using var provider = await OpenIdProvider.Start(house.Stack.Gateway);
        var organisation = await house.Organisation(issuer: provider.Issuer);
        await provider.Spoil(System.Text.Json.JsonSerializer.Deserialize<object>(spoil));
        using var visitor = house.Visitor();
        var seen = await visitor.Post("/sign-in", ("email", organisation.Address("ida")));
        Away(seen);
        seen.Html.ShouldContain("href=\"/sign-in/with-password\"");
        await provider.Spoil(null);
        (await visitor.Post("/sign-in", ("email", organisation.Address("ida")))).Refresh.ShouldNotBeNull("it is back, and nothing wrong is remembered");
    }

    [Fact]
    public async Task A_provider_that_has_gone_is_a_page()
    {
        var provider = await OpenIdProvider.Start(house.Stack.Gateway);
        var organisation = await house.Organisation(issuer: provider.Issuer);
        var email = organisation.Address("ida");
        await provider.Knows(email, $"ida-{await organisation.Add(email)}");
        using Visitor visitor = house.Visitor(), other = house.Visitor();
        var back = await visitor.BackFrom(await visitor.Invited(email));
        await provider.DisposeAsync();
        Away(await visitor.Get(back));
    }

    [Fact]
    public async Task A_wrong_secret_lets_nobody_in_and_is_told_to_nobody()
    {
        const string wrong = "a-wrong-secret-of-the-tests";
        var organisation = await house.Organisation(secret: wrong);
        var email = organisation.Address("ida");
        await house.Provider.Knows(email, $"ida-{await organisation.Add(email)}");
        using var visitor = house.Visitor();
        var seen = await visitor.SignIn(email);
        (seen.Status, seen.Html.Contains(": invalid-client", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Forbidden, true), seen.Html);
        var told = await organisation.Admin.GetStringAsync(Brought.Route);
        foreach (var text in (string[])[told, seen.Html, house.Stack.Log("identity", 10_000), house.Stack.Log("gateway", 10_000)])
        {
            text.ShouldNotContain(wrong);
            text.ShouldNotContain(OpenIdProvider.ClientSecret);
        }

        house.Stack.Log("identity", 10_000).ShouldContain("was refused: invalid-client");
        await using var database = house.Stack.Database("identity");
        await using var command = database.CreateCommand("select count(*) from sign_in_providers where position(convert_to($1, 'UTF8') in client_secret) > 0");
        command.Parameters.Add(new() { Value = wrong });
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(0L);
    }

    private static void Away(Seen seen) =>
        (seen.Status, seen.Html.Contains("<h1>Your organisation's sign-in does not answer</h1>", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.ServiceUnavailable, true), seen.Html);
}
