using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests;

public sealed class RoutingTests(GatewayStack gateway)
{
    [Theory]
    [InlineData("/api/v1/organisation")]
    [InlineData("/api/v1/tickets")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/internal/keys")]
    [InlineData("/internal/re-drive")]
    public async Task Without_a_key_everything_is_401(string path)
    {
        using var nobody = gateway.Stack.Anonymous();
        var answer = await nobody.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Code()).ShouldBe("access.unauthenticated");
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/organisation")]
    [InlineData("/internal/keys")]
    [InlineData("/internal/organisations")]
    [InlineData("/api/v1/organisation/nothing")]
    public async Task With_a_key_what_is_not_routed_is_404(string path)
    {
        using var admin = gateway.Stack.Client("nordlys", "admin");
        var answer = await admin.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await answer.Problem();
    }

    [Fact]
    public async Task Passwords_are_given_nowhere_but_in_the_demo()
    {
        var answer = await gateway.Stack.Command("identity", "passwords", new { email = "a@example.com", password = "four words in a row" });
        // The operator's key is right: refused as what does not exist.
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_service_that_is_away_is_a_503_problem()
    {
        using var agent = gateway.Stack.Client("nordlys", "agent");
        var answer = await agent.GetAsync("/api/v1/tickets");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Code()).ShouldBe("service.unavailable");
    }

    [Fact]
    public async Task Health_tells_strangers_the_status_and_no_more()
    {
        using var nobody = gateway.Stack.Anonymous();
        // Only Identity runs here: the sum says so, the gateway serves all the same, and no reason is told outside.
        var health = System.Text.Json.Nodes.JsonNode.Parse(await nobody.GetStringAsync("/health"))!;
        health["status"]!.GetValue<string>().ShouldBe("Degraded");
        (health["services"]!["identity"]!.GetValue<string>(), health["services"]!["survey"]!.GetValue<string>()).ShouldBe(("Healthy", "Degraded"));
        health.ToJsonString().ShouldNotContain("answer");
    }

    [Fact]
    public async Task Only_configured_origins_may_read_answers()
    {
        (await Preflight("https://desk.example")).ShouldBe("https://desk.example");
        (await Preflight("https://evil.example")).ShouldBeNull();
    }

    private async Task<string?> Preflight(string origin)
    {
        using var nobody = gateway.Stack.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/organisation");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "PUT");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,if-match");
        using var answer = await nobody.SendAsync(request);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }
}
