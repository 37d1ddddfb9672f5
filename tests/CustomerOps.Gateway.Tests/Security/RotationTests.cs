using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Testing.Stack;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests.Security;

/// <summary>An operator rotates the gateway's signing key while two replicas are at work: nobody is refused, and in the end the old key opens nothing.</summary>
public sealed class RotationTests
{
    private static readonly string s_old = Kid(0), s_new = Kid(1);

    [Fact]
    public async Task A_rotation_refuses_nobody_and_ends_the_old_key()
    {
        await using var echo = await Echo.Start();
        await using var stack = await ServiceStack.Start([], new() { ["services__knowledge-base__http__0"] = $"{echo.Address}" });
        var (_, second) = await stack.StartReplica("gateway");
        using var over = new CancellationTokenSource();
        var refused = new ConcurrentBag<string>();
        var work = Task.WhenAll(((Uri[])[stack.Gateway, second]).Select(replica => Work(stack, replica, refused, over.Token)));

        (await SignedBy(stack, stack.Gateway)).ShouldBe(s_old);
        using var rotated = await stack.Command("identity", "signing-key");
        rotated.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await rotated.Content.ReadAsStringAsync())!["generation"]!.GetValue<int>().ShouldBe(1);
        await Task.Delay(TimeSpan.FromSeconds(12));
        foreach (var replica in (Uri[])[stack.Gateway, second]) (await SignedBy(stack, replica)).ShouldBe(s_new);
        // Another at once would leave tokens of the first key without anybody who knows it.
        using var again = await stack.Command("identity", "signing-key");
        (again.StatusCode, await again.Code()).ShouldBe((HttpStatusCode.Conflict, "signing-key.just-rotated"));
        (await Published(stack)).ShouldBe([s_new, Kid(2), s_old]);
        (await Opens(stack, 0)).ShouldBeTrue();
        await over.CancelAsync();
        await work;
        refused.ShouldBeEmpty();

        // As if it were ten minutes later.
        await using (var identity = stack.Database("identity"))
        await using (var later = identity.CreateCommand("update signing_generations set since = since - interval '10 minutes'")) await later.ExecuteNonQueryAsync();
        await Task.Delay(TimeSpan.FromSeconds(6));
        (await Published(stack)).ShouldBe([s_new, Kid(2)]);
        await stack.Restart("identity");
        (await Opens(stack, 0)).ShouldBeFalse();
        (await Opens(stack, 1)).ShouldBeTrue();
        // A rotation outlives the gateway.
        await stack.Restart("gateway");
        (await SignedBy(stack, stack.Gateway)).ShouldBe(s_new);
    }

    private static string Kid(int generation) => Key(generation).KeyId;

    private static Microsoft.IdentityModel.Tokens.ECDsaSecurityKey Key(int generation) => SigningKey.Derive("gateway-key-of-the-tests", generation == 0 ? "gateway-token" : $"gateway-token/{generation}");

    private static async Task Work(ServiceStack stack, Uri replica, ConcurrentBag<string> refused, CancellationToken over)
    {
        using var agent = stack.Client("nordlys", "agent");
        agent.BaseAddress = replica;
        while (!over.IsCancellationRequested)
        {
            using var answer = await agent.GetAsync("/api/v1/organisation", CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.OK) refused.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>The id of the key that signed what a service gets.</summary>
    private static async Task<string> SignedBy(ServiceStack stack, Uri replica)
    {
        using var agent = stack.Client("nordlys", "agent");
        agent.BaseAddress = replica;
        var seen = JsonNode.Parse(await agent.GetStringAsync(EchoStack.Path))!;
        return new JsonWebToken(seen["headers"]!["Authorization"]!.GetValue<string>()["Bearer ".Length..]).Kid;
    }

    private static async Task<string[]> Published(ServiceStack stack)
    {
        using var inside = new HttpClient { BaseAddress = stack.Grpc("gateway") };
        return [.. JsonNode.Parse(await inside.GetStringAsync("/internal/keys"))!["keys"]!.AsArray().Select(k => k!["kid"]!.GetValue<string>())];
    }

    private static async Task<bool> Opens(ServiceStack stack, int generation)
    {
        using var direct = new HttpClient { BaseAddress = stack.Direct("identity") };
        direct.DefaultRequestHeaders.Authorization = new("Bearer", new TokenMint(Key(generation), TokenMint.GatewayIssuer, TimeProvider.System).Mint(new Caller(stack.Organisation("nordlys"), Guid.NewGuid(), "test", "key", ["agent"], [])));
        using var answer = await direct.GetAsync("/api/v1/organisation");
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
