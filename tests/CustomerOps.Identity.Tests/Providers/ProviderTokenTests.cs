using System.Net;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>A provider that says what is not so lets nobody in.</summary>
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
}
