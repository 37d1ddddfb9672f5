using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Messaging.Tests.Probe;
using CustomerOps.Testing.Servers;
using Shouldly;
using Xunit;

namespace CustomerOps.Messaging.Tests;

/// <summary>An operator stops one queue's consumer: nothing is lost meanwhile, and only an operator sets it going again.</summary>
public sealed class PauseTests
{
    private const string Queue = "probe-record-note";

    [Fact]
    public async Task What_is_paused_waits_over_a_restart_of_the_broker_and_of_the_service_and_then_takes_effect_once()
    {
        await using var servers = await TestServers.Start();
        var id = Guid.NewGuid().ToString("n")[..8];
        await using (var host = await ProbeHost.Start(servers, id))
        {
            await host.Take("before");
            await Eventually.Is(1, () => host.Effects("before"));
            var paused = (await Command(host, $"consumers/{Queue}/pause"))!.AsArray().ShouldHaveSingleItem()!;
            (paused["queue"]!.GetValue<string>(), paused["state"]!.GetValue<string>()).ShouldBe((Queue, "paused"));
            await host.Take("while paused");
            (await Health(host)).ShouldBe((HttpStatusCode.OK, true));
            await servers.RestartBus();
            await Eventually.Is(0L, async () => (long)(await host.Owner.CreateCommand("select count(*) from outbox").ExecuteScalarAsync())!, seconds: 60);
            await Task.Delay(2_500);
            (await host.Effects("while paused")).ShouldBe(0);
        }

        await using var again = await ProbeHost.Start(servers, id);
        await Task.Delay(2_500);
        (await again.Effects("while paused")).ShouldBe(0);
        (await Health(again)).ShouldBe((HttpStatusCode.OK, true));
        (await Command(again, "consumers"))!.AsArray().Single(c => c!["queue"]!.GetValue<string>() == Queue)!["pausedAt"].ShouldNotBeNull();
        (await Command(again, "consumers/resume"))!.AsArray().ShouldAllBe(c => c!["state"]!.GetValue<string>() == "consuming");
        await Eventually.Is(1, () => again.Effects("while paused"));
        (await Health(again)).ShouldBe((HttpStatusCode.OK, false));
    }

    [Fact]
    public async Task An_unknown_queue_is_not_found_and_nobody_pauses_without_the_key()
    {
        await using var host = await ProbeHost.Start(await TestServers.Get());
        using var http = new HttpClient { BaseAddress = host.Address };
        (await http.PostAsync($"/internal/consumers/{Queue}/pause", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await http.GetAsync("/internal/consumers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Add("X-Operator-Key", ProbeHost.OperatorKey);
        (await http.PostAsync("/internal/consumers/nothing/pause", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await host.Take("still consumed");
        await Eventually.Is(1, () => host.Effects("still consumed"));
    }

    private static async Task<JsonNode?> Command(ProbeHost host, string path)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Add("X-Operator-Key", ProbeHost.OperatorKey);
        using var answer = path == "consumers" ? await http.GetAsync($"/internal/{path}") : await http.PostAsJsonAsync($"/internal/{path}", new { });
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text);
    }

    /// <summary>The status, and whether the reason names what is paused.</summary>
    private static async Task<(HttpStatusCode, bool)> Health(ProbeHost host)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        var answer = (Status: HttpStatusCode.ServiceUnavailable, Named: false);
        // The broker may just be coming back.
        for (var tries = 0; tries < 60 && answer.Status == HttpStatusCode.ServiceUnavailable; tries++)
        {
            using var health = await http.GetAsync("/health");
            answer = (health.StatusCode, (await health.Content.ReadAsStringAsync()).Contains($"Paused by an operator: {Queue}", StringComparison.Ordinal));
            if (health.StatusCode != HttpStatusCode.OK) await Task.Delay(500);
        }

        return answer;
    }
}
