using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>What an operator presses in the dashboard.</summary>
public sealed class OperatorTests(RunningSystem system)
{
    [Fact]
    public async Task A_service_whose_consumers_are_paused_serves_says_so_and_goes_on_when_resumed_also_after_its_death()
    {
        var (agent, email) = (system.As("nordlys", "agent"), $"paused-{Guid.NewGuid():n}@example.com");
        await system.Command("survey", "pause");
        try
        {
            var reason = await Reason();
            reason.ShouldStartWith("Paused by an operator: ");
            reason.ShouldContain("survey-ask-after-ticket since ");
            var ticket = await agent.Send(HttpMethod.Post, "/api/v1/tickets", new { channel = "email", subject = "P", body = "P", requester = new { email, name = "P" } }, expected: HttpStatusCode.Created);
            await agent.Send(HttpMethod.Put, $"/api/v1/tickets/{ticket.Body["id"]}/solution", new { summary = "S" }, "*", HttpStatusCode.OK);
            system.Kill("survey");
            await Until.Finds(() => agent.Send(HttpMethod.Get, $"/api/v1/survey-invitations?ticketId={ticket.Body["id"]}"), a => a.Status == HttpStatusCode.OK);
            await Task.Delay(2_000);
            (await agent.Get($"/api/v1/survey-invitations?ticketId={ticket.Body["id"]}"))["items"]!.AsArray().Count.ShouldBe(0);
            (await Reason()).ShouldContain("Paused by an operator");
            await system.Command("survey", "resume");
            await Until.Finds(() => agent.Get($"/api/v1/survey-invitations?ticketId={ticket.Body["id"]}"), i => i["items"]!.AsArray().Count == 1);
        }
        finally { await system.Command("survey", "resume"); }

        (await Reason()).ShouldBeEmpty();
    }

    private async Task<string> Reason()
    {
        using var inside = new HttpClient { BaseAddress = new Uri(system.Endpoint("survey")) };
        using var health = await inside.GetAsync("/health");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await health.Content.ReadAsStringAsync())!["checks"]!["consumers"]!["reason"]?.GetValue<string>() ?? "";
    }
}
