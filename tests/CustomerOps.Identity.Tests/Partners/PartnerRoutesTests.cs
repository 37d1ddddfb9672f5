using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Servers;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Partners;

public sealed class PartnerRoutesTests(IdentityStack identity)
{
    private const string Solved = "ticketing.ticket-solved.v1", Answered = "survey.survey-answered.v1";
    private readonly HttpClient _admin = identity.Stack.Client("nordlys", "admin");
    private readonly string _path = $"/api/v1/partners/{PartnerSystem.NewName()}";

    [Fact]
    public async Task The_secret_is_shown_once_and_a_repeat_changes_nothing()
    {
        var first = await Put([Solved]);
        (first.StatusCode, first.Headers.ETag!.Tag, first.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Created, "\"1\"", _path));
        (await Body(first))["secret"]!.GetValue<string>().ShouldStartWith("cop_");
        var again = await Put([Solved]);
        (again.StatusCode, again.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.OK, "\"1\""));
        foreach (var later in (HttpResponseMessage[])[again, await _admin.GetAsync(_path)]) (await Body(later)).AsObject().ContainsKey("secret").ShouldBeFalse();
        (await _admin.GetStringAsync("/api/v1/partners?limit=100")).ShouldNotContain("cop_");
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read()
    {
        await Put([Solved]);
        (await Put([Answered])).StatusCode.ShouldBe((HttpStatusCode)428);
        (await Put([Answered], "\"9\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var changed = await Put([Answered], "\"1\"");
        (changed.StatusCode, changed.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.OK, "\"2\""));
        (await Body(await _admin.GetAsync(_path)))["subscriptions"]!.AsArray().Select(s => s!.GetValue<string>()).ShouldBe([Answered]);
    }

    [Theory]
    [InlineData("shop", """{"subscriptions":["ticketing.ticket-lost.v1"]}""", 422, "partner.unknown-event")]
    [InlineData("shop", """{"subscriptions":["mail.mail-to-send.v1"]}""", 422, "partner.unknown-event")]
    [InlineData("shop", """{"subscriptions":["#"]}""", 422, "partner.unknown-event")]
    [InlineData("shop", """{"subscriptions":[null]}""", 422, "partner.unknown-event")]
    [InlineData("shop", """{"subscriptions":null}""", 400, "request.malformed")]
    [InlineData("shop", """{"subscriptions":[],"user":"admin"}""", 400, "request.malformed")]
    [InlineData("shop", "{", 400, "request.malformed")]
    [InlineData("Shop", """{"subscriptions":[]}""", 400, "request.invalid")]
    [InlineData("a.b", """{"subscriptions":[]}""", 400, "request.invalid")]
    [InlineData("x%2F..%2Fusers", """{"subscriptions":[]}""", 400, "request.invalid")]
    public async Task Wrong_input_is_refused(string name, string body, int status, string code)
    {
        var answer = await _admin.PutAsync($"/api/v1/partners/{name}", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await Body(answer);
        ((int)answer.StatusCode, problem["code"]!.GetValue<string>()).ShouldBe((status, code), problem.ToJsonString());
    }

    [Fact]
    public async Task Another_organisation_finds_nothing_and_other_roles_may_not()
    {
        await Put([Solved]);
        using var stranger = identity.Stack.Client("aurora", "admin");
        foreach (var path in (string[])[_path, _path + "/rejected"]) (await stranger.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.DeleteAsync(_path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PutAsync(_path + "/secret", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var odd in (string[])["a.b", "x%2F..%2Fusers", "%F0%9F%8D%B5"]) (await _admin.GetAsync($"/api/v1/partners/{odd}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var role in (string[])["agent", "manager", "partner"])
        {
            using var other = identity.Stack.Client("nordlys", role);
            (await other.GetAsync(_path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task The_list_is_by_name_and_paged()
    {
        for (var i = 0; i < 3; i++) await _admin.PutAsJsonAsync($"{_path}{i}", new { subscriptions = Array.Empty<string>() });
        var (names, after) = (new List<string>(), (string?)null);
        do
        {
            var page = JsonNode.Parse(await _admin.GetStringAsync($"/api/v1/partners?limit=2{(after is null ? "" : $"&after={after}")}"))!;
            names.AddRange(page["items"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        names.ShouldBeUnique();
        names.ShouldBe(names.Order());
        names.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Without_the_broker_it_is_503_and_nothing_is_half_done()
    {
        await using var away = await ServiceStack.Start([], new() { ["services__bus__management__0"] = "http://127.0.0.1:9" }, await TestServers.Get());
        using var admin = away.Client("nordlys", "admin");
        var answer = await admin.PutAsJsonAsync(_path, new { subscriptions = (string[])[Solved] });
        (answer.StatusCode, (await Body(answer))["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.ServiceUnavailable, "service.unavailable"));
        (await admin.GetAsync(_path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<JsonNode> Body(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    private Task<HttpResponseMessage> Put(string[] subscriptions, string? tag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, _path) { Content = JsonContent.Create(new { subscriptions }) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return _admin.SendAsync(request);
    }
}
