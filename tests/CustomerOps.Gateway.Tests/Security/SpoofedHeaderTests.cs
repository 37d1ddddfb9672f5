using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Testing.Stack;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests.Security;

/// <summary>Headers that would mean something behind the gateway mean nothing when a caller writes them.</summary>
public sealed class SpoofedHeaderTests(EchoStack edge)
{
    private static readonly string[] s_lies =
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "X-Real-IP", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-Operator-Key", "Cookie", "X-CustomerOps-Session", "X-CustomerOps-Sign-In", "X-CustomerOps-Csrf"];

    [Fact]
    public async Task A_service_sees_none_of_the_callers_own_words_about_who_it_is()
    {
        using var agent = edge.Stack.Client("nordlys", "agent");
        using var request = new HttpRequestMessage(HttpMethod.Get, EchoStack.Path);
        foreach (var name in s_lies) request.Headers.TryAddWithoutValidation(name, "evil.example");
        var seen = await Send(agent, request);
        seen.Method.ShouldBe("GET");
        foreach (var (name, value) in seen.Headers) value.ShouldNotContain("evil", customMessage: name);
        seen.Headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task The_key_stays_here_and_the_internal_token_names_the_keys_own_organisation()
    {
        using var agent = edge.Stack.Client("nordlys", "agent");
        using var request = new HttpRequestMessage(HttpMethod.Get, EchoStack.Path);
        foreach (var name in (string[])["X-Tenant-Id", "X-Organisation", "X-User", "X-Roles"]) request.Headers.Add(name, edge.Stack.Organisation("aurora").ToString());
        var bearer = (await Send(agent, request)).Headers["Authorization"];
        bearer.ShouldNotContain("cok_");
        var token = new JsonWebToken(bearer["Bearer ".Length..]);
        token.Alg.ShouldBe("ES256");
        token.GetClaim("tid").Value.ShouldBe(edge.Stack.Organisation("nordlys").ToString());
        token.Claims.Where(c => c.Type == "role").Select(c => c.Value).ShouldBe(["agent"]);
        (token.ValidTo - DateTime.UtcNow).ShouldBeLessThanOrEqualTo(TokenMint.Lifetime);
    }

    [Fact]
    public async Task Two_authorization_headers_are_nobody()
    {
        foreach (var other in (string[])[edge.Key("admin"), "Bearer x"])
        {
            using var client = await RawClient.Connect(edge.Stack.Gateway);
            await client.Write($"GET {EchoStack.Path} HTTP/1.1\r\nHost: x\r\nAuthorization: {edge.Key("agent")}\r\nAuthorization: {other}\r\n\r\n");
            (await client.Answer(TimeSpan.FromSeconds(10)))!.Value.Status.ShouldBe(401);
        }
    }

    [Theory]
    [InlineData("/internal/keys")]
    [InlineData("/internal/signing-key")]
    [InlineData("//internal/keys")]
    [InlineData("/api/v1/articles/../../../internal/keys")]
    [InlineData("/%69nternal/keys")]
    public async Task The_inside_is_not_reached_by_naming_its_port(string path)
    {
        var inside = edge.Stack.Grpc("gateway");
        foreach (var host in (string[])[$"127.0.0.1:{inside.Port}", $"localhost:{inside.Port}", $"x:{inside.Port}"])
        {
            using var client = await RawClient.Connect(edge.Stack.Gateway);
            await client.Write($"GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: {host}\r\nAuthorization: {edge.Key("admin")}\r\nX-Operator-Key: {ServiceStack.OperatorKey}\r\n\r\n");
            var (status, body) = (await client.Answer(TimeSpan.FromSeconds(10)))!.Value;
            status.ShouldBe(404, $"{host} {path} {body}");
            body.ShouldNotContain("kid");
        }
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.0.0.0/8", true)]
    public async Task Only_a_proxy_we_know_says_who_a_request_is_from(string? proxy, bool asOne)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true", ["ConnectionStrings__cache"] = "127.0.0.1:9", ["Limits__AnonymousPerSecond"] = "1", ["Limits__AnonymousBurst"] = "40",
        };
        if (proxy is not null) settings["Proxies__0"] = proxy;
        await using var stack = await ServiceStack.Start([], settings);
        using var stranger = stack.Anonymous();
        // At once: a refusal is held back a while, and meanwhile the bucket fills.
        var statuses = await Task.WhenAll(Enumerable.Range(1, 200).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/articles");
            request.Headers.Add("X-Forwarded-For", $"192.0.2.{i}");
            using var answer = await stranger.SendAsync(request);
            return answer.StatusCode;
        }));
        var refused = statuses.Count(s => s == HttpStatusCode.TooManyRequests);

        if (asOne) refused.ShouldBeGreaterThan(80);
        else refused.ShouldBe(0);
    }

    private static async Task<Seen> Send(HttpClient client, HttpRequestMessage request)
    {
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var seen = (await answer.Content.ReadFromJsonAsync<Seen>(JsonSerializerOptions.Web))!;
        return seen with { Headers = new Dictionary<string, string>(seen.Headers, StringComparer.OrdinalIgnoreCase) };
    }
}
