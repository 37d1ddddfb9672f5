using System.Net;
using System.Text.Json;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>A provider that does not answer, or answers with nonsense, keeps nobody waiting and lets nobody in.</summary>
public sealed class ProviderAwayTests(ProviderHouse house) : IClassFixture<ProviderHouse>
{
    [Fact]
    public async Task A_provider_that_fails_on_the_way_back_is_a_page_and_no_session()
    {
        var (organisation, email) = await Person(house.Provider);
        using var visitor = house.Visitor();
        foreach (var spoil in (string[])
        [
            """{"hang":"/token"}""", """{"status":500,"at":"/token"}""", """{"status":200,"at":"/token","body":"<html>"}""", """{"status":200,"at":"/token","body":"[]"}""",
            """{"status":200,"at":"/token","body":"{}"}""", """{"status":302,"at":"/token","location":"http://127.0.0.1:9/"}""", """{"status":500,"at":"/me"}""", """{"status":200,"at":"/me","body":"<html>"}""",
        ])
        {
            var back = await visitor.BackFrom(await visitor.Invited(email));
            await house.Provider.Spoil(JsonSerializer.Deserialize<object>(spoil));
            Away(await visitor.Get(back), spoil);
            await house.Provider.Spoil(null);
        }

        (await visitor.Me()).ShouldBeNull();
        (await organisation.Log()).ShouldNotContain("provider-sign-in");
    }

    [Fact]
    public async Task A_provider_that_is_down_or_leads_astray_is_a_page_with_another_way_in()
    {
        await using var provider = await OpenIdProvider.Start(house.Stack.Gateway);
        var (_, email) = await Person(provider);
        using var visitor = house.Visitor();
        foreach (var spoil in (string[])
        [
            """{"hang":"/.well-known/openid-configuration"}""", """{"status":503,"at":"/jwks"}""", """{"status":200,"at":"/.well-known/openid-configuration","body":"no JSON"}""", """{"status":200,"at":"/jwks","body":"no JSON"}""",
            """{"discovery":{"issuer":"https://another.example"}}""", """{"discovery":{"authorization_endpoint":"javascript:alert(1)"}}""", """{"discovery":{"token_endpoint":"http://169.254.169.254/latest/meta-data"}}""",
            """{"discovery":{"jwks_uri":"http://10.0.0.1/keys"}}""", """{"discovery":{"jwks_uri":"file:///etc/passwd"}}""",
        ])
        {
            await provider.Spoil(JsonSerializer.Deserialize<object>(spoil));
            var seen = await visitor.Post("/sign-in", ("email", email));
            Away(seen, spoil);
            seen.Html.ShouldContain("href=\"/sign-in/with-password\"");
        }

        await provider.Spoil(null);
        (await visitor.Post("/sign-in", ("email", email))).Refresh.ShouldNotBeNull("it is back, and nothing wrong is remembered");
    }

    [Fact]
    public async Task A_provider_that_has_gone_is_a_page()
    {
        var provider = await OpenIdProvider.Start(house.Stack.Gateway);
        var (_, email) = await Person(provider);
        using var visitor = house.Visitor();
        var back = await visitor.BackFrom(await visitor.Invited(email));
        await provider.DisposeAsync();
        Away(await visitor.Get(back), "gone");
        house.Stack.Log("identity", 10_000).ShouldContain("is away: ConnectionError");
    }

    private async Task<(Brought Organisation, string Email)> Person(OpenIdProvider provider)
    {
        var organisation = await house.Organisation(issuer: provider.Issuer);
        var email = organisation.Address("ida");
        await provider.Knows(email, $"ida-{await organisation.Add(email)}");
        return (organisation, email);
    }

    private static void Away(Seen seen, string spoil) =>
        (seen.Status, seen.Html.Contains("<h1>Your organisation's sign-in does not answer</h1>", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.ServiceUnavailable, true), $"{spoil}: {seen.Html}");
}
