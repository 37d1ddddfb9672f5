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
    public async Task A_rotated_key_has_a_new_secret_and_the_old_one_works_for_the_overlap()
    {
        using var admin = identity.Stack.Client("nordlys", "admin");
        var minted = await Mint(admin, "rotated", ["agent"]);
        var (id, old) = (minted["id"]!.GetValue<string>(), minted["key"]!.GetValue<string>());
        var rotated = await admin.PostAsJsonAsync($"/api/v1/organisation/api-keys/{id}/rotation", new { overlapHours = 2 });
        rotated.StatusCode.ShouldBe(HttpStatusCode.Created, await rotated.Content.ReadAsStringAsync());
        var now = JsonNode.Parse(await rotated.Content.ReadAsStringAsync())!;
        now["id"]!.GetValue<string>().ShouldBe(id);
        (await Subject(old)).ShouldBe(id);
        (await Subject(now["key"]!.GetValue<string>())).ShouldBe(id);
        var listed = JsonNode.Parse(await admin.GetStringAsync("/api/v1/organisation/api-keys?limit=100"))!["items"]!.AsArray().Single(k => k!["id"]!.GetValue<string>() == id)!;
        listed["previousUntil"]!.GetValue<DateTimeOffset>().ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(115), DateTimeOffset.UtcNow.AddMinutes(121));

        await using var database = identity.Stack.Database("identity");
        await using var later = database.CreateCommand($"update api_keys set previous_until = now() - interval '1 second' where id = '{id}'");
        await later.ExecuteNonQueryAsync();
        await Task.Delay(TimeSpan.FromSeconds(5.2));
        (await Subject(old)).ShouldBe("401");
        (await Subject(now["key"]!.GetValue<string>())).ShouldBe(id);
    }

    [Fact]
    public async Task Rotated_without_overlap_the_old_secret_is_refused_within_five_seconds_and_a_revoked_key_is_not_rotated()
    {
        using var admin = identity.Stack.Client("nordlys", "admin");
        var minted = await Mint(admin, "leaked", ["agent"]);
        var path = $"/api/v1/organisation/api-keys/{minted["id"]}";
        (await Subject(minted["key"]!.GetValue<string>())).ShouldBe($"{minted["id"]}");
        (await admin.PostAsJsonAsync($"{path}/rotation", new { overlapHours = 0 })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await Task.Delay(TimeSpan.FromSeconds(5.2));
        (await Subject(minted["key"]!.GetValue<string>())).ShouldBe("401");
        await admin.DeleteAsync(path);
        (await Code(await admin.PostAsJsonAsync($"{path}/rotation", new { }))).ShouldBe("409 api-key.not-valid");
        (await Code(await admin.PostAsJsonAsync($"{path}/rotation", new { overlapHours = 169 }))).ShouldBe("400 request.invalid");
        using var stranger = identity.Stack.Client("aurora", "admin");
        (await Code(await stranger.PostAsJsonAsync($"{path}/rotation", new { }))).ShouldBe("404 api-key.not-found");
    }

    [Fact]
    public async Task Use_is_noted_once_a_minute_and_what_happens_to_a_key_is_in_the_log()
    {
        using var admin = identity.Stack.Client("nordlys", "admin");
        var minted = await Mint(admin, "used", ["agent"]);
        (await LastUsed()).ShouldBeNull();
        await Subject(minted["key"]!.GetValue<string>());
        var first = await LastUsed();
        first.ShouldNotBeNull();
        await Task.Delay(TimeSpan.FromSeconds(5.2));
        await Subject(minted["key"]!.GetValue<string>());
        (await LastUsed()).ShouldBe(first);
        await admin.DeleteAsync($"/api/v1/organisation/api-keys/{minted["id"]}");
        var log = JsonNode.Parse(await admin.GetStringAsync("/api/v1/organisation/access-log?limit=100"))!["items"]!.AsArray();
        log.Where(e => $"{e!["subjectId"]}" == $"{minted["id"]}").Select(e => e!["what"]!.GetValue<string>()).ShouldBe(["key-revoked", "key-first-used", "key-minted"]);

        async Task<string?> LastUsed() => JsonNode.Parse(await admin.GetStringAsync("/api/v1/organisation/api-keys?limit=100"))!["items"]!.AsArray()
            .Single(k => $"{k!["id"]}" == $"{minted["id"]}")!["lastUsedAt"]?.ToString();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/rotation")]
    public async Task A_minted_secret_lies_in_no_idempotency_row(string what)
    {
        using var admin = identity.Stack.Client("nordlys", "admin");
        var path = "/api/v1/organisation/api-keys" + (what.Length == 0 ? "" : $"/{(await Mint(admin, "before", ["agent"]))["id"]}{what}");
        admin.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        object body = what.Length == 0 ? new { name = "once", roles = (string[])["agent"] } : new { overlapHours = 1 };
        var first = await admin.PostAsJsonAsync(path, body);
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        var key = JsonNode.Parse(await first.Content.ReadAsStringAsync())!["key"]!.GetValue<string>();
        (await Subject(key)).ShouldNotBe("401");
        (await Code(await admin.PostAsJsonAsync(path, body))).ShouldBe("409 idempotency.secret-not-kept");
        await using var database = identity.Stack.Database("identity");
        await using var stored = database.CreateCommand($"select count(*) from idempotency_keys where position('{key}' in convert_from(body, 'UTF8')) > 0");
        (await stored.ExecuteScalarAsync()).ShouldBe(0L);
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

    /// <summary>Whom the gateway takes the holder of this key for, or the status.</summary>
    private async Task<string> Subject(string key)
    {
        using var holder = new HttpClient { BaseAddress = identity.Stack.Gateway };
        holder.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var answer = await holder.GetAsync("/api/v1/session");
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["subjectId"]!.GetValue<string>() : $"{(int)answer.StatusCode}";
    }

    private static async Task<string> Code(HttpResponseMessage answer) => $"{(int)answer.StatusCode} {JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]}";

    private static async Task<JsonNode> Mint(HttpClient admin, string name, string[] roles)
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/organisation/api-keys", new { name, roles });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
