using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests;

public sealed class PeopleTests(IdentityStack identity)
{
    private readonly HttpClient _manager = identity.Stack.Client("nordlys", "manager");

    [Fact]
    public async Task A_person_is_added_read_changed_and_never_seen_by_another_organisation()
    {
        var added = await Add("Ida", "ida@example.com");
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var location = added.Headers.Location!.ToString();
        (await _manager.GetAsync(location)).Headers.ETag!.Tag.ShouldBe("\"1\"");

        using var change = new HttpRequestMessage(HttpMethod.Put, location) { Content = JsonContent.Create(Body("Ida B", "ida@example.com")) };
        change.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        (await _manager.SendAsync(change)).Headers.ETag!.Tag.ShouldBe("\"2\"");

        using var stranger = identity.Stack.Client("aurora", "manager");
        var theirs = await stranger.GetAsync(location);
        var random = await stranger.GetAsync($"/api/v1/organisation/people/{Guid.NewGuid()}");
        theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WithoutTrace(await theirs.Content.ReadAsStringAsync()).ShouldBe(WithoutTrace(await random.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task The_list_is_paged_without_gap_or_repeat()
    {
        for (var i = 0; i < 7; i++) await Add($"Page {i}", $"page{i}@example.com");
        var (seen, after) = (new List<string>(), (string?)null);
        do
        {
            var page = JsonNode.Parse(await _manager.GetStringAsync($"/api/v1/organisation/people?limit=2{(after is null ? "" : $"&after={after}")}"))!;
            seen.AddRange(page["items"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        seen.ShouldBeUnique();
        seen.Count.ShouldBeGreaterThanOrEqualTo(7);
    }

    [Theory]
    [InlineData("?limit=0", 422)]
    [InlineData("?limit=many", 400)]
    [InlineData("?after=hostile", 422)]
    [InlineData("?nmae=x", 400)]
    public async Task A_wrong_query_is_refused(string query, int status) =>
        ((int)(await _manager.GetAsync("/api/v1/organisation/people" + query)).StatusCode).ShouldBe(status);

    [Fact]
    public async Task The_same_address_twice_is_refused()
    {
        await Add("One", "twice@example.com");
        var again = await Add("Two", "TWICE@example.com");
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await again.Content.ReadAsStringAsync())!["errors"]!["email"].ShouldNotBeNull();
    }

    [Fact]
    public async Task An_agent_may_look_and_not_add()
    {
        using var agent = identity.Stack.Client("nordlys", "agent");
        (await agent.GetAsync("/api/v1/organisation/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await agent.PostAsJsonAsync("/api/v1/organisation/people", Body("X", "x@example.com"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private Task<HttpResponseMessage> Add(string name, string email) => _manager.PostAsJsonAsync("/api/v1/organisation/people", Body(name, email));

    private static object Body(string name, string email) => new { name, email, language = "da", roles = (string[])["agent"], branches = (string[])["main"] };

    private static string WithoutTrace(string problem) => problem[..problem.IndexOf("traceId", StringComparison.Ordinal)];
}
