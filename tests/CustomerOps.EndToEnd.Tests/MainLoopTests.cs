using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>The main loop, steps 1 to 7: contact, ticket, solution, survey, follow-up.</summary>
public sealed class MainLoopTests(RunningSystem system)
{
    private readonly Api _agent = system.As("nordlys", "agent"), _partner = system.As("nordlys", "partner");
    private readonly string _email = $"loop-{Guid.NewGuid():n}@example.com";

    [Fact]
    public async Task An_unhappy_customer_goes_from_order_to_follow_up()
    {
        var order = await Order();
        var ticket = await Ticket(order);
        await Converse(ticket);
        await Solve(ticket);
        var invitation = await Invited(ticket);
        await Answered(invitation);
        await FollowedUp(ticket);
    }

    private async Task<string> Order()
    {
        var externalId = $"W-{Guid.NewGuid():n}";
        object Body(string status) => new
        {
            externalId, customer = new { email = _email, name = "Kari Hansen", language = "nb", branch = "main" }, lines = new[] { new { sku = "K-1", name = "Vannkoker", quantity = 2, unitPrice = 499.50m } },
            currency = "NOK", placedAt = DateTimeOffset.UtcNow.AddDays(-2), status,
        };
        var first = await _partner.Send(HttpMethod.Post, "/api/v1/orders", Body("pending"), expected: HttpStatusCode.Created);
        var again = await _partner.Send(HttpMethod.Post, "/api/v1/orders", Body("processed"), expected: HttpStatusCode.OK);
        again.Body["id"]!.GetValue<string>().ShouldBe(first.Body["id"]!.GetValue<string>());
        return first.Body["id"]!.GetValue<string>();
    }

    private async Task<string> Ticket(string orderId)
    {
        var created = await _agent.Send(HttpMethod.Post, "/api/v1/tickets", new
        {
            channel = "email", subject = "Vannkokeren virker ikke", body = "Hei, vannkokeren jeg kjøpte slår seg ikke på. Kan jeg få en ny?", requester = new { email = _email, name = "Kari Hansen" }, orderId,
        }, expected: HttpStatusCode.Created);
        created.ETag.ShouldNotBeNull();
        created.Body["state"]!.GetValue<string>().ShouldBe("new");
        created.Body["language"]!.GetValue<string>().ShouldBe("nb");
        var id = created.Body["id"]!.GetValue<string>();
        (await _agent.Get($"/api/v1/tickets/{id}/clocks")).ToJsonString().ShouldContain("first-response");
        (await _agent.Get($"/api/v1/tickets/{id}/suggested-articles"))["items"].ShouldNotBeNull();
        return id;
    }

    private async Task Converse(string ticket)
    {
        await _agent.Send(HttpMethod.Post, $"/api/v1/tickets/{ticket}/messages", new { visibility = "internal", body = "Sjekker lageret." }, expected: HttpStatusCode.Created);
        await _agent.Send(HttpMethod.Post, $"/api/v1/tickets/{ticket}/messages", new { visibility = "public", body = "Hei Kari, vi sender en ny." }, expected: HttpStatusCode.Created);
    }

    private async Task Solve(string ticket)
    {
        var path = $"/api/v1/tickets/{ticket}";
        (await _agent.Send(HttpMethod.Put, $"{path}/solution", new { summary = "x" })).Status.ShouldBe((HttpStatusCode)428);
        (await _agent.Send(HttpMethod.Put, $"{path}/solution", new { summary = "x" }, "\"0\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        await Put($"{path}", $"{path}/escalation", new { tier = "senior", reason = "Bytte" });
        var solved = await Put($"{path}", $"{path}/solution", new { summary = "Ny vannkoker er sendt." });
        solved.Body["state"]!.GetValue<string>().ShouldBe("solved");
    }

    private async Task<JsonNode> Invited(string ticket)
    {
        var (invitations, seconds) = await Until.Finds(() => _agent.Get($"/api/v1/survey-invitations?ticketId={ticket}"), i => i["items"]!.AsArray().Count > 0);
        seconds.ShouldBeLessThan(Patience);
        var invitation = invitations["items"]!.AsArray().ShouldHaveSingleItem()!;
        var token = await system.Mailbox.Token(_email);
        foreach (var role in (string[])["agent", "manager", "admin"])
            (await system.As("nordlys", role).Get($"/api/v1/survey-invitations?ticketId={ticket}")).ToJsonString().ShouldNotContain(token);
        return invitation;
    }

    private async Task Answered(JsonNode invitation)
    {
        invitation["id"].ShouldNotBeNull();
        var (nobody, token) = (system.AsNobody(), await system.Mailbox.Token(_email));
        var form = await nobody.Get($"/api/v1/survey-answers/{token}");
        (await nobody.Get($"/s/{token}")).ToString().ShouldContain("<form");
        var answers = form["questions"]!.AsArray().Select(q => new { question = q!["id"]!.GetValue<string>(), value = (object)(q["type"]!.GetValue<string>() switch { "nps" => 2, "csat" => 2, "ces" => 3, _ => "Altfor lang tid." }) }).ToList();
        var tampered = token[..^2] + (token[^2] == 'A' ? "B" : "A") + token[^1];
        (await nobody.Send(HttpMethod.Post, $"/api/v1/survey-answers/{tampered}", new { answers })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await nobody.Send(HttpMethod.Post, $"/api/v1/survey-answers/{token}", new { answers = new[] { new { question = answers[0].question, value = 99 } } })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await nobody.Send(HttpMethod.Post, $"/api/v1/survey-answers/{token}", new { answers })).Status.ShouldBe(HttpStatusCode.Created);
        var again = await nobody.Send(HttpMethod.Post, $"/api/v1/survey-answers/{token}", new { answers });
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.Body["code"]!.GetValue<string>().ShouldBe("survey.already-answered");
    }

    private async Task FollowedUp(string ticket)
    {
        var (followUps, seconds) = await Until.Finds(() => _agent.Get($"/api/v1/tickets?origin=survey-follow-up&requester={_email}"), f => f["items"]!.AsArray().Count > 0);
        seconds.ShouldBeLessThan(Patience);
        followUps["items"]!.AsArray().ShouldHaveSingleItem()!["queue"]!.GetValue<string>().ShouldBe("supervisors");
        var customer = (await _agent.Get($"/api/v1/tickets/{ticket}?include=customer"))["customer"]!["id"]!.GetValue<string>();
        var (timeline, _) = await Until.Finds(() => _agent.Get($"/api/v1/customers/{customer}/timeline?limit=100"), t => t.ToJsonString().Contains("survey-answered", StringComparison.Ordinal));
        timeline["items"]!.AsArray().Count.ShouldBeGreaterThan(6);
        await Until.Finds(() => system.As("nordlys", "manager").Get("/api/v1/scores?metric=nps"), s => s["groups"]![0]!["n"]!.GetValue<int>() > 0);
    }

    /// <summary>Two seconds on a quiet machine, as promised; a machine that runs all tests gets more.</summary>
    private static double Patience => 10;

    private async Task<Answer> Put(string read, string write, object body)
    {
        while (true)
        {
            var current = await _agent.Send(HttpMethod.Get, read);
            var written = await _agent.Send(HttpMethod.Put, write, body, current.ETag);
            // Routing may assign the ticket between reading and writing.
            if (written.Status != HttpStatusCode.PreconditionFailed) { written.Status.ShouldBe(HttpStatusCode.OK, written.Body.ToJsonString()); return written; }
        }
    }
}
