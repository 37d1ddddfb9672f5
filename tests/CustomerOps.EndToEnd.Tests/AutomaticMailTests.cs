using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>What the software writes of itself is ordered by Ticketing and taken by the mail service: it arrives, and no machine is asked to answer it.</summary>
public sealed class AutomaticMailTests(RunningSystem system)
{
    private const string Box = "machine@aurora.example";

    [Fact]
    public async Task A_customer_is_reminded_and_a_manager_called()
    {
        await system.GiveMailbox(Box, "aurora");
        var (customer, agent, manager) = (new Correspondent(system, Box), system.As("aurora", "agent"), system.As("aurora", "manager"));
        await customer.Write("It is broken", "Hello, my lamp is broken.", Correspondent.NewMessageId());
        var (found, _) = await Until.Finds(async () => (await agent.Get($"/api/v1/tickets?requester={Uri.EscapeDataString(customer.Email)}"))["items"]!.AsArray().SingleOrDefault(), t => t is not null, 90);
        var ticket = $"/api/v1/tickets/{found!["id"]}";

        var reason = $"photo-{Guid.NewGuid():n}"[..20];
        await manager.Send(HttpMethod.Put, $"/api/v1/pending-reasons/{reason}", new { title = "Photo", every = 2, unit = "business-hours", times = 1, thenSolve = false, texts = new { en = "We need a photo." } }, "\"0\"", HttpStatusCode.OK);
        await Change(agent, HttpMethod.Put, ticket, "/wait", new { state = "pending", reason = "asked for a photo", pendingReason = reason });
        await using (var database = system.Database("ticketing"))
        await using (var due = database.CreateCommand($"update due_messages set due_at = now() where name = 'chase-customer' and body::jsonb ->> 'ticketId' = '{found["id"]}'"))
            (await due.ExecuteNonQueryAsync()).ShouldBe(1);
        Automatic(await customer.Reads(1), "We need a photo.");

        var email = $"m-{Guid.NewGuid():n}@example.com";
        var boss = (await system.As("aurora", "admin").Send(HttpMethod.Post, "/api/v1/organisation/people", new { name = "Mona Manager", email, language = "en", roles = (string[])["manager"] }, expected: HttpStatusCode.Created)).Body;
        await Until.Finds(() => manager.Send(HttpMethod.Put, "/api/v1/escalation-line", new { callAgainMinutes = 60, mostCalls = 1, people = new[] { boss["id"] } }, "*"), a => a.Status == HttpStatusCode.OK, 60);
        await Change(agent, HttpMethod.Patch, ticket, "", new { subject = "It burns\nnow 🔥" });
        await Change(agent, HttpMethod.Put, ticket, "/extreme-case", new { reason = "Smoke comes out of it" });
        var (calls, _) = await Until.Finds(async () => (await system.Mailbox.MailsTo(email)).Where(m => m!["subject"]!.GetValue<string>().StartsWith("! #", StringComparison.Ordinal)).ToList(), m => m.Count == 1, 60);
        Automatic(calls[0]!, "Smoke comes out of it");
        calls[0]!["subject"]!.GetValue<string>().ShouldBe($"! #{found["number"]} It burns now 🔥");
        calls[0]!["headers"]!["importance"]!.GetValue<string>().ShouldBe("high");
    }

    private static void Automatic(JsonNode mail, string saying)
    {
        mail["text"]!.GetValue<string>().ShouldContain(saying);
        (mail["headers"]!["auto-submitted"]!.GetValue<string>(), mail["headers"]!["x-auto-response-suppress"]!.GetValue<string>()).ShouldBe(("auto-generated", "All"));
    }

    /// <summary>Read again where somebody was faster.</summary>
    private static async Task Change(Api by, HttpMethod method, string ticket, string what, object body) =>
        await Until.Finds(async () => await by.Send(method, $"{ticket}{what}", body, (await by.Send(HttpMethod.Get, ticket)).ETag), a => a.Status == HttpStatusCode.OK, 30);
}
