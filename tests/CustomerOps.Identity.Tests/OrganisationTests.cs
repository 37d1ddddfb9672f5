using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests;

public sealed class OrganisationTests(IdentityStack identity)
{
    private readonly HttpClient _admin = identity.Stack.Client("nordlys", "admin");

    [Fact]
    public async Task A_change_needs_the_version_that_was_read()
    {
        (await Put("/api/v1/organisation", Body("Nordlys"), null)).StatusCode.ShouldBe((HttpStatusCode)428);
        (await Put("/api/v1/organisation", Body("Nordlys"), "\"999\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Put("/api/v1/organisation", Body("Nordlys"), await Tag())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unchanged_organisation_is_304()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/organisation");
        request.Headers.TryAddWithoutValidation("If-None-Match", await Tag());
        (await _admin.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("Mars/Olympus", "en", "organisation.unknown-time-zone")]
    [InlineData("Europe/Oslo", "tlh", "organisation.unknown-language")]
    public async Task What_does_not_exist_is_refused(string timeZone, string language, string code)
    {
        var answer = await Put("/api/v1/organisation", new { name = "Nordlys", timeZone, languages = (string[])[language] }, await Tag());
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task A_branch_is_opened_once_under_its_code()
    {
        foreach (var name in (string[])["Station", "Central station"])
            (await Put("/api/v1/organisation/branches/station", new { name, timeZone = "Europe/Oslo" }, await Tag())).StatusCode.ShouldBe(HttpStatusCode.OK);
        var branches = JsonNode.Parse(await _admin.GetStringAsync("/api/v1/organisation"))!["branches"]!.AsArray();
        branches.Single(b => b!["code"]!.GetValue<string>() == "station")!["name"]!.GetValue<string>().ShouldBe("Central station");
    }

    private static object Body(string name) => new { name, timeZone = "Europe/Copenhagen", languages = (string[])["en", "da", "nb", "sv", "fi", "hu"] };

    private async Task<string> Tag() => (await _admin.GetAsync("/api/v1/organisation")).Headers.ETag!.ToString();

    private Task<HttpResponseMessage> Put(string path, object body, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return _admin.SendAsync(request);
    }
}
