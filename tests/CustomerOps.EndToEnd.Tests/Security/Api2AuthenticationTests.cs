using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CustomerOps.EndToEnd.Tests.Conventions;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>OWASP API2:2023 Broken authentication. Lock-out, second factors and sessions are tried where they live, in the tests of Identity.</summary>
public sealed class Api2AuthenticationTests(RunningSystem system)
{
    /// <summary>A route of each service that its admin or agent may read.</summary>
    private static readonly (string Service, string Path)[] s_services =
        [("identity", "/api/v1/organisation"), ("ticketing", "/api/v1/tickets"), ("survey", "/api/v1/surveys"), ("knowledge-base", "/api/v1/articles"), ("staffing", "/api/v1/people")];

    [Fact]
    public async Task A_service_asked_directly_believes_the_gateways_token_and_no_forged_one()
    {
        var (forger, wrong) = (new Forger(system), new List<string>());
        foreach (var (service, path) in s_services)
        {
            (await Ask(system.Endpoint(service), path, forger.Right)).Code.ShouldBe(200, service);
            foreach (var (what, token) in forger.Wrong())
                if ((await Ask(system.Endpoint(service), path, token)).NotAProblem(401) is { } problem) wrong.Add($"{service}, {what}: {problem}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_gateway_takes_no_token_at_all_right_or_wrong()
    {
        var (forger, wrong) = (new Forger(system), new List<string>());
        foreach (var (what, token) in forger.Wrong().Append(KeyValuePair.Create("right", forger.Right)))
        {
            var reply = await Patient.Ask(() => Ask($"{system.Gateway}".TrimEnd('/'), "/api/v1/tickets", token));
            if (reply.NotAProblem(401) is { } problem) wrong.Add($"{what}: {problem}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_organisations_token_shows_its_own_things_only()
    {
        var aurora = new Forger(system).Admin with { TenantId = system.Organisation("aurora") };
        var token = new ServiceDefaults.Access.TokenMint(ServiceDefaults.Access.SigningKey.Derive(system.Secret("gateway-key"), "gateway-token"), ServiceDefaults.Access.TokenMint.GatewayIssuer, TimeProvider.System).Mint(aurora);
        var opened = await system.As("nordlys", "agent").Send(HttpMethod.Post, "/api/v1/tickets", new { channel = "web", subject = "Only ours", body = "Hello.", requester = new { email = $"{Guid.NewGuid():n}@example.com", name = "N" } }, expected: HttpStatusCode.Created);
        (await Ask(system.Endpoint("ticketing"), $"/api/v1/tickets/{opened.Body["id"]}", token)).Code.ShouldBe(404);
        (await Ask(system.Endpoint("ticketing"), $"/api/v1/tickets/{opened.Body["id"]}", new Forger(system).Right)).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_counts_only_as_it_was_given_and_only_in_its_header()
    {
        using var agent = system.Client("nordlys", "agent");
        var key = agent.DefaultRequestHeaders.Authorization!.Parameter!;
        var wrong = new List<string>();
        foreach (var authorization in (string[])[$"bearer {key}", $"Bearer  {key}", $"Bearer {key} ", $"Bearer {key.ToUpperInvariant()}", $"Bearer {key[..^1]}", $"Bearer {key}A", $"Basic {key}", key, $"Bearer {key},{key}", "Bearer cok_%", "Bearer cok_' or 1=1 --------------------"])
        {
            var reply = await Patient.Ask(() => With("/api/v1/tickets", request => request.Headers.TryAddWithoutValidation("Authorization", authorization)));
            // White space around a header's value is not a part of it.
            if (reply.Code != 401 && authorization.Trim() != $"Bearer {key}") wrong.Add($"{authorization.Replace(key, "KEY", StringComparison.Ordinal)}: {reply.Code}");
        }

        foreach (var path in (string[])[$"/api/v1/tickets?api_key={key}", $"/api/v1/tickets?access_token={key}", $"/api/v1/tickets?token={key}"])
            if ((await Patient.Ask(() => With(path, _ => { }))).Code != 401) wrong.Add("in the query");
        foreach (var (name, value) in ((string, string)[])[("Cookie", $"customerops-session={key}"), ("X-Api-Key", key), ("Proxy-Authorization", $"Bearer {key}"), ("Cookie", $"customerops-session={key[4..47]}")])
            if ((await Patient.Ask(() => With("/api/v1/tickets", request => request.Headers.TryAddWithoutValidation(name, value)))).Code != 401) wrong.Add(name);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Guessing_passwords_is_stopped_whatever_address_is_claimed()
    {
        var refused = 0;
        for (var i = 0; i < 60 && refused < 5; i++)
        {
            using var nobody = new HttpClient { BaseAddress = system.Gateway };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { email = $"guess{i}@example.com", password = "four words in a row" }) };
            foreach (var name in (string[])["X-Forwarded-For", "X-Real-IP", "Forwarded"]) request.Headers.TryAddWithoutValidation(name, $"192.0.2.{i}");
            using var answer = await nobody.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) refused++;
            else answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        refused.ShouldBeGreaterThanOrEqualTo(5);
    }

    private async Task<Reply> With(string path, Action<HttpRequestMessage> show)
    {
        using var nobody = new HttpClient { BaseAddress = system.Gateway };
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        show(request);
        return await Reply.To(nobody, request);
    }

    private static async Task<Reply> Ask(string origin, string path, string token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(origin) };
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Reply.To(client, request);
    }
}
