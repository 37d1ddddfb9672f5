using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests;

public sealed class ApiKeysTests(IdentityStack identity)
{
    [Fact]
    public async Task A_minted_key_opens_its_role_and_is_shown_once()
    {
        using var admin = identity.Stack.Client("nordlys", "admin");
        var minted = await Mint(admin, "till", ["agent"]);
        var key = minted["key"]!.GetValue<string>();

        using var holder = new HttpClient { BaseAddress = identity.Stack.Gateway };
        holder.DefaultRequestHeaders.Authorization = new("Bearer", key);
        (await holder.GetAsync("/api/v1/organisation")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await holder.GetAsync("/api/v1/organisation/api-keys")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.GetStringAsync("/api/v1/organisation/api-keys")).ShouldNotContain(key);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_five_seconds()
    {
        using var admin = identity.Stack.Client("nordlys", "admin");
        var minted = await Mint(admin, "lost", ["agent"]);
        using var holder = new HttpClient { BaseAddress = identity.Stack.Gateway };
        holder.DefaultRequestHeaders.Authorization = new("Bearer", minted["key"]!.GetValue<string>());
        (await holder.GetAsync("/api/v1/organisation")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.DeleteAsync($"/api/v1/organisation/api-keys/{minted["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Task.Delay(TimeSpan.FromSeconds(5.2));
        (await holder.GetAsync("/api/v1/organisation")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_organisations_key_cannot_be_seen_or_revoked()
    {
        using var admin = identity.Stack.Client("nordlys", "admin");
        var minted = await Mint(admin, "ours", ["agent"]);
        using var stranger = identity.Stack.Client("aurora", "admin");
        (await stranger.GetStringAsync("/api/v1/organisation/api-keys?limit=100")).ShouldNotContain("ours");
        (await stranger.DeleteAsync($"/api/v1/organisation/api-keys/{minted["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":"x","roles":["owner"]}""", 422, "api-key.unknown-role")]
    [InlineData("""{"name":"x","roles":[]}""", 422, "api-key.unknown-role")]
    [InlineData("""{"name":"","roles":["agent"]}""", 400, "request.invalid")]
    [InlineData("""{"roles":["agent"]}""", 400, "request.malformed")]
    [InlineData("""{"name":"x","roles":["agent"],"tenantId":"0190"}""", 400, "request.malformed")]
    [InlineData("""{"name":"x","roles":["agent"],"expiresAt":"2001-01-01T00:00:00Z"}""", 422, "api-key.already-expired")]
    [InlineData("""{"name":"x","roles":"agent"}""", 400, "request.malformed")]
    [InlineData("""{"name":""", 400, "request.malformed")]
    public async Task Wrong_input_is_a_problem_with_a_code(string body, int status, string code)
    {
        using var admin = identity.Stack.Client("nordlys", "admin");
        var answer = await admin.PostAsync("/api/v1/organisation/api-keys", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((int)answer.StatusCode).ShouldBe(status, problem.ToJsonString());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem["code"]!.GetValue<string>().ShouldBe(code, problem.ToJsonString());
        problem["traceId"].ShouldNotBeNull();
        problem.ToJsonString().ShouldNotContain("CustomerOps.");
    }

    private static async Task<JsonNode> Mint(HttpClient admin, string name, string[] roles)
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/organisation/api-keys", new { name, roles });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
