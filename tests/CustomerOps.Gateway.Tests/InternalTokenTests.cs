using System.Net;
using System.Text;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests;

/// <summary>A service called past the gateway believes nothing but a token of the gateway or a sister service.</summary>
public sealed class InternalTokenTests(GatewayStack gateway)
{
    private static readonly ECDsaSecurityKey s_gatewayKey = SigningKey.Derive("gateway-key-of-the-tests", "gateway-token");

    [Fact]
    public async Task The_gateways_token_opens_the_service() =>
        (await Ask(Mint(s_gatewayKey, TokenMint.GatewayIssuer))).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_token_of_another_key_is_refused() =>
        (await Ask(Mint(SigningKey.Derive("somebody-elses-key", "gateway-token"), TokenMint.GatewayIssuer))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task The_key_before_the_current_one_is_still_believed_and_signs_nothing()
    {
        (await Ask(Mint(SigningKey.Derive(GatewayStack.PreviousKey, "gateway-token"), TokenMint.GatewayIssuer))).ShouldBe(HttpStatusCode.OK);
        (await Ask(Mint(SigningKey.Derive("the-gateway-key-before-the-last", "gateway-token"), TokenMint.GatewayIssuer))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Both_keys_are_published_inside_the_current_one_first_and_without_their_private_halves()
    {
        using var inside = new HttpClient { BaseAddress = gateway.Stack.Grpc("gateway") };
        var text = await inside.GetStringAsync("/internal/keys");
        var keys = System.Text.Json.Nodes.JsonNode.Parse(text)!["keys"]!.AsArray();
        keys.Select(k => k!["kid"]!.GetValue<string>()).ShouldBe([s_gatewayKey.KeyId, Next("gateway-key-of-the-tests"), SigningKey.Derive(GatewayStack.PreviousKey, "gateway-token").KeyId, Next(GatewayStack.PreviousKey)]);
        keys.ShouldAllBe(k => k!["d"] == null);

        // What the next rotation will sign with is known before it does.
        static string Next(string secret) => SigningKey.Derive(secret, "gateway-token/1").KeyId;
    }

    [Fact]
    public async Task A_session_and_mail_address_in_a_token_of_another_key_open_nothing()
    {
        var caller = new Caller(gateway.Stack.Organisation("nordlys"), Guid.NewGuid(), "test", "person", ["admin"], [], Guid.NewGuid(), "somebody@example.com");
        (await Ask(new TokenMint(SigningKey.Derive("somebody-elses-key", "gateway-token"), TokenMint.GatewayIssuer, TimeProvider.System).Mint(caller))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_wrong_issuer_is_refused() =>
        (await Ask(Mint(s_gatewayKey, TokenMint.ServiceIssuer))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task An_expired_token_is_refused() =>
        (await Ask(Mint(s_gatewayKey, TokenMint.GatewayIssuer, new Clock(DateTimeOffset.UtcNow.AddMinutes(-6))))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task No_algorithm_and_the_public_key_as_a_shared_secret_are_refused()
    {
        var good = Mint(s_gatewayKey, TokenMint.GatewayIssuer).Split('.');
        var none = Base64UrlEncoder.Encode($$"""{"alg":"none","kid":"{{s_gatewayKey.KeyId}}","typ":"JWT"}""");
        (await Ask($"{none}.{good[1]}.")).ShouldBe(HttpStatusCode.Unauthorized);

        var published = Encoding.UTF8.GetBytes(SigningKey.Public(s_gatewayKey).X + SigningKey.Public(s_gatewayKey).Y);
        var hmac = new JsonWebTokenHandler().CreateToken(Base64UrlEncoder.Decode(good[1]), new SigningCredentials(new SymmetricSecurityKey(published) { KeyId = s_gatewayKey.KeyId }, SecurityAlgorithms.HmacSha256));
        (await Ask(hmac)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_changed_payload_is_refused()
    {
        var parts = Mint(s_gatewayKey, TokenMint.GatewayIssuer).Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("\"agent\"", "\"admin\"", StringComparison.Ordinal);
        (await Ask($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_api_key_means_nothing_to_a_service()
    {
        using var client = gateway.Stack.Client("nordlys", "agent");
        (await Ask(client.DefaultRequestHeaders.Authorization!.Parameter!)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_gateway_passes_no_token_of_the_callers_own()
    {
        using var client = gateway.Stack.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Mint(s_gatewayKey, TokenMint.GatewayIssuer));
        (await client.GetAsync("/api/v1/organisation")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private string Mint(ECDsaSecurityKey key, string issuer, TimeProvider? time = null) =>
        new TokenMint(key, issuer, time ?? TimeProvider.System).Mint(new Caller(gateway.Stack.Organisation("nordlys"), Guid.NewGuid(), "test", "key", ["agent"], []));

    private async Task<HttpStatusCode> Ask(string token)
    {
        using var client = new HttpClient { BaseAddress = gateway.Stack.Direct("identity") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.GetAsync("/api/v1/organisation");
        return answer.StatusCode;
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
