using System.Net;
using System.Net.Http.Json;
using CustomerOps.Messaging.Tests.Probe;
using CustomerOps.ServiceDefaults.Access;
using Shouldly;
using Xunit;

namespace CustomerOps.Messaging.Tests;

public sealed class IdempotencyKeyTests(SharedProbe probe)
{
    private readonly HttpClient _http = Caller(probe.Host, ProbeHost.Nordlys);

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_changes_nothing()
    {
        var first = await Post("k1", "first");
        var second = await Post("k1", "first");
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        await Eventually.Is(1, () => probe.Host.Effects("first"));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        (await Post("k2", "this")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Post("k2", "that")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Of_many_at_once_one_takes_effect()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Post("k3", "crowd")));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created || a.StatusCode == HttpStatusCode.Conflict);
        answers.ShouldContain(a => a.StatusCode == HttpStatusCode.Created);
        await Eventually.Is(1, () => probe.Host.Effects("crowd"));
        (await Count("crowd")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_request_may_be_repeated_corrected()
    {
        using var wrong = Request("k4", JsonContent.Create(new { wrong = 1 }));
        (await _http.SendAsync(wrong)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Post("k4", "corrected")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Another_organisations_same_key_is_another_key()
    {
        (await Post("k5", "ours")).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var theirs = Caller(probe.Host, ProbeHost.Aurora);
        using var request = Request("k5", JsonContent.Create(new { text = "theirs" }));
        (await theirs.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_key_of_more_than_255_characters_is_refused() =>
        (await Post(new string('k', 256), "long")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    private Task<HttpResponseMessage> Post(string key, string text) => _http.SendAsync(Request(key, JsonContent.Create(new { text })));

    private static HttpRequestMessage Request(string key, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/notes") { Content = content };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private async Task<long> Count(string text)
    {
        await using var command = probe.Host.Owner.CreateCommand("select count(*) from notes where text = $1");
        command.Parameters.Add(new() { Value = text });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static HttpClient Caller(ProbeHost host, Guid tenant)
    {
        var mint = new TokenMint(SigningKey.Derive(ProbeHost.ServiceKey, "service-token"), TokenMint.ServiceIssuer, TimeProvider.System);
        var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", mint.Mint(new Caller(tenant, Guid.NewGuid(), "test", "service", [Roles.Service], [])));
        return http;
    }
}
