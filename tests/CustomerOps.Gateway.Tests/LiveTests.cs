using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests;

/// <summary>Live events of Identity's facts (a person added is one), at two replicas.</summary>
public sealed class LiveTests(GatewayStack gateway)
{
    private const string PersonUpserted = "identity.person-upserted.v1";

    [Fact]
    public async Task What_happens_is_heard_at_once_and_only_by_its_own_organisation()
    {
        using var nordlys = await Hearing.Start(gateway.Stack.Client("nordlys", "agent"));
        using var aurora = await Hearing.Start(gateway.Stack.Client("aurora", "agent"));
        var person = await AddPerson("nordlys");
        var told = await nordlys.Next(e => e["subject"]?.GetValue<string>() == person);
        told.Data["type"]!.GetValue<string>().ShouldBe(PersonUpserted);
        told.Data.ToJsonString().ShouldNotContain("@");
        var other = await AddPerson("aurora");
        (await aurora.Next(e => e["type"] is not null)).Data["subject"]!.GetValue<string>().ShouldBe(other);
    }

    [Fact]
    public async Task It_goes_on_at_another_replica_where_it_stopped()
    {
        var (name, address) = await gateway.Stack.StartReplica("gateway");
        var there = gateway.Stack.Client("nordlys", "agent");
        there.BaseAddress = address;
        string last;
        using (var hearing = await Hearing.Start(there))
        {
            var first = await AddPerson("nordlys");
            last = (await hearing.Next(e => e["subject"]?.GetValue<string>() == first)).Id;
        }

        await gateway.Stack.Kill(name);
        string[] missed = [await AddPerson("nordlys"), await AddPerson("nordlys")];
        using var again = await Hearing.Start(gateway.Stack.Client("nordlys", "agent"), lastEventId: last);
        var later = await AddPerson("nordlys");
        foreach (var subject in missed.Append(later)) (await again.Next(e => e["type"]?.GetValue<string>() == PersonUpserted)).Data["subject"]!.GetValue<string>().ShouldBe(subject);
    }

    [Fact]
    public async Task Who_resumes_from_what_is_kept_no_longer_is_told_to_reload()
    {
        await AddPerson("nordlys");
        using var hearing = await Hearing.Start(gateway.Stack.Client("nordlys", "agent"), lastEventId: "1-1");
        (await hearing.NextEvent()).Kind.ShouldBe("reload");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_revoked_key_hears_nothing_more(bool busy)
    {
        using var admin = gateway.Stack.Client("nordlys", "admin");
        var minted = await admin.PostAsJsonAsync("/api/v1/organisation/api-keys", new { name = "listener", roles = (string[])["agent"] });
        var key = JsonNode.Parse(await minted.Content.ReadAsStringAsync())!;
        var listener = gateway.Stack.Anonymous();
        listener.DefaultRequestHeaders.Authorization = new("Bearer", (key["secret"] ?? key["key"])!.GetValue<string>());
        using var hearing = await Hearing.Start(listener);
        (await admin.DeleteAsync($"/api/v1/organisation/api-keys/{key["id"]}")).EnsureSuccessStatusCode();
        var ended = hearing.Ends(TimeSpan.FromSeconds(20));
        while (busy && await Task.WhenAny(ended, Task.Delay(500)) != ended) await AddPerson("nordlys");
        await ended;
    }

    [Theory]
    [InlineData("?topics=kitchen", null, 422)]
    [InlineData("?colour=red", null, 400)]
    [InlineData("", "yesterday", 422)]
    public async Task Wrong_questions_are_refused(string query, string? lastEventId, int status)
    {
        using var agent = gateway.Stack.Client("nordlys", "agent");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events" + query);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await agent.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Code()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Partners_and_customers_hear_nothing_and_nobody_has_streams_without_end()
    {
        foreach (var role in (string[])["partner", "customer"])
        {
            using var client = gateway.Stack.Client("nordlys", role);
            (await client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        var open = new List<Hearing>();
        for (var i = 0; i < 20; i++) open.Add(await Hearing.Start(gateway.Stack.Client("aurora", "senior")));
        using var senior = gateway.Stack.Client("aurora", "senior");
        var refused = await senior.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Code()).ShouldBe("events.too-many-streams");
        foreach (var hearing in open) hearing.Dispose();

        // Those that are closed give their places back.
        for (var tries = 1; ; tries++)
        {
            using var again = await senior.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
            if (again.StatusCode == HttpStatusCode.OK) break;
            tries.ShouldBeLessThan(100, "twenty streams were closed");
            await Task.Delay(100);
        }
    }

    private async Task<string> AddPerson(string slug)
    {
        using var admin = gateway.Stack.Client(slug, "admin");
        var answer = await admin.PostAsJsonAsync("/api/v1/organisation/people", new { name = "Live", email = $"{Guid.NewGuid():n}@{slug}.example", language = "en", roles = (string[])["agent"] });
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }
}

/// <summary>A reader of the stream, as a browser's EventSource is.</summary>
internal sealed class Hearing : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private readonly HttpClient _client;
    private readonly StreamReader _lines;

    private Hearing(HttpClient client, StreamReader lines) => (_client, _lines) = (client, lines);

    public static async Task<Hearing> Start(HttpClient client, string? lastEventId = null)
    {
        client.Timeout = TimeSpan.FromMinutes(2);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events?topics=identity");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var hearing = new Hearing(client, new StreamReader(await answer.Content.ReadAsStreamAsync()));
        (await hearing.NextEvent()).Kind.ShouldBe("ready");
        return hearing;
    }

    public async Task<(string Id, JsonNode Data)> Next(Func<JsonNode, bool> wanted)
    {
        while (true)
        {
            var (kind, id, data) = await NextEvent();
            kind.ShouldBe("message");
            if (wanted(data)) return (id, data);
        }
    }

    public async Task<(string Kind, string Id, JsonNode Data)> NextEvent()
    {
        var (kind, id, data) = ("message", "", "");
        while (await _lines.ReadLineAsync().WaitAsync(s_patience) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0 && data.Length > 0) return (kind, id, JsonNode.Parse(data)!);
        }

        throw new EndOfStreamException();
    }

    public async Task Ends(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        while (await _lines.ReadLineAsync(patience.Token) is not null) { /* what still comes */ }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _client.Dispose();
    }
}
