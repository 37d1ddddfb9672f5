using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What a customer might buy besides: noted, handed to sales, won by an order or by hand, and what it brought.</summary>
[Collection(DoorCollection.Name)]
public sealed class OpportunityTests(TicketingStack door)
{
    private readonly string _email = Calls.NewAddress(), _sku = $"SKU-{Guid.NewGuid():n}"[..16];

    [Fact]
    public async Task An_order_for_what_was_noted_wins_it_and_what_is_cancelled_or_comes_back_brings_nothing()
    {
        var noted = await Note(new { kind = "cross-sell", title = "Needs bulbs", sku = _sku, expected = 20, currency = "EUR", campaign = "autumn" });
        var path = $"/opportunities/{noted.Id}";
        (noted.Text("state"), (decimal)noted.Body["expected"]!).ShouldBe(("noted", 20m));
        await Buy("OTHER", "delivered", DateTimeOffset.UtcNow);
        await Buy(_sku, "delivered", DateTimeOffset.UtcNow.AddDays(-1)); // bought before it was noted
        (await door.Agent.Get(path)).Text("state").ShouldBe("noted");
        var order = await Buy(_sku, "pending", DateTimeOffset.UtcNow.AddMinutes(1), "first");
        var won = await door.Agent.Get(path);
        (won.Text("state"), (decimal)won.Body["income"]!, won.Text("currency"), (Guid)won.Body["orderId"]!).ShouldBe(("won", 25m, "EUR", order));
        await Buy(_sku, "cancelled", DateTimeOffset.UtcNow.AddMinutes(1), "first");
        (await door.Agent.Get(path)).ShouldSatisfyAllConditions(o => o.Text("state").ShouldBe("noted"), o => o.Body["income"].ShouldBeNull(), o => o.Body["orderId"].ShouldBeNull());
        var second = await Buy(_sku, "delivered", DateTimeOffset.UtcNow.AddMinutes(2));
        (await door.Agent.Get(path)).Text("state").ShouldBe("won");

        (await door.Manager.PutFresh("/return-policy", "", JsonNode.Parse("""{ "rules": [{ "id": "all", "action": "return", "statuses": ["delivered"], "refundTo": "original-or-gift-card", "text": "All comes back." }] }""")!)).Status.ShouldBe(HttpStatusCode.OK);
        var returned = await door.Agent.Post($"/orders/{second}/actions", new { action = "return", lines = new[] { new { sku = _sku, quantity = 1, condition = "as-new" } }, method = "card-1", reason = "too many" });
        returned.Status.ShouldBe(HttpStatusCode.Created, returned.Body.ToJsonString());
        (await door.Agent.PutFresh($"/order-actions/{returned.Id}", "/receipt", new { note = "Complete" })).Text("state").ShouldBe("completed");
        ((decimal)(await door.Agent.Get(path)).Body["returned"]!).ShouldBe(12.5m);
        var income = (await door.Agent.Get("/opportunities/income?by=sku")).Body["groups"]!.AsArray().Single(g => (string?)g!["key"] == _sku)!;
        ((int)income["won"]!, (decimal)income["income"]!, (double)income["rate"]!).ShouldBe((1, 12.5m, 1d));
        (await door.Hear("ticketing.opportunity-noted.v1", noted.Id))["sku"]!.ToString().ShouldBe(_sku);
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.opportunity-settled.v1", noted.Id) is [.., { } last] && last["income"]?.GetValue<decimal>() == 12.5m), "partners hear what is left");
        (await Timeline(noted)).ShouldBe(["opportunity-noted", "opportunity-won", "opportunity-reopened", "opportunity-won"]);
    }

    [Fact]
    public async Task While_a_complaint_is_open_or_where_the_customer_said_no_nothing_is_handed_over()
    {
        var noted = await Note(new { kind = "up-sell", title = "The larger plan" });
        var (path, ticket, customer) = ($"/opportunities/{noted.Id}", (Guid)noted.Body["ticketId"]!, (Guid)noted.Body["customer"]!["id"]!);
        var complaint = await door.Agent.Post($"/tickets/{ticket}/complaints", new { severity = "low", category = "delivery" });
        complaint.Status.ShouldBe(HttpStatusCode.Created, complaint.Body.ToJsonString());
        ((bool)(await door.Agent.Get(path)).Body["suppressed"]!).ShouldBeTrue();
        (await door.Agent.PutFresh(path, "/handover", new { })).Text("code").ShouldBe("opportunity.suppressed");
        (await door.Agent.PutFresh($"/complaints/{complaint.Id}", "/withdrawal", new { reason = "A misunderstanding" })).Status.ShouldBe(HttpStatusCode.OK);
        ((bool)(await door.Agent.Get(path)).Body["suppressed"]!).ShouldBeFalse();

        foreach (var channel in (string[])["email", "phone", "sms", "chat", "post"])
            (await door.Agent.PutFresh($"/customers/{customer}", $"/consents/marketing/{channel}", new { given = false })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh(path, "/handover", new { })).Text("code").ShouldBe("opportunity.no-consent");
        (await door.Agent.PutFresh($"/customers/{customer}", "/consents/marketing/phone", new { given = true })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh(path, "/handover", new { })).Text("state").ShouldBe("handed-over");
        (await door.Agent.Get("/opportunities?state=handed-over&person=none&limit=100")).Items.ShouldContain(o => (Guid)o["id"]! == noted.Id);
    }

    [Fact]
    public async Task Sales_sees_what_was_handed_to_them_and_nothing_of_the_ticket()
    {
        using var sales = door.Stack.Client("nordlys", "colleague");
        var probe = await sales.Get("/opportunities");
        probe.Status.ShouldBe(HttpStatusCode.OK);
        await using var identity = door.Stack.Database("identity");
        await using var command = identity.CreateCommand($"select id from api_keys where tenant_id = '{door.Stack.Organisation("nordlys")}' and 'colleague' = any(roles)");
        var me = (Guid)(await command.ExecuteScalarAsync())!;
        await door.Tell(new Contracts.Identity.PersonUpserted(me, "Sally Sales", "sally@nordlys.example", "da", ["colleague"], [], true));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{me}'") == 1, "the person is known");
        var (mine, other) = (await Note(new { kind = "renewal", title = "Contract ends in May" }), await Note(new { kind = "renewal", title = "Another" }));
        (await sales.Get($"/opportunities/{mine.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.PutFresh($"/opportunities/{mine.Id}", "/handover", new { personId = Guid.NewGuid() })).Text("code").ShouldBe("opportunity.person-unknown");
        (await door.Agent.PutFresh($"/opportunities/{mine.Id}", "/handover", new { personId = me })).Status.ShouldBe(HttpStatusCode.OK);
        (await sales.Get("/opportunities?limit=100")).Items.Select(o => (Guid)o["id"]!).ShouldBe([mine.Id]);
        (await sales.Get($"/opportunities/{mine.Id}")).Body.ShouldSatisfyAllConditions(o => o["ticketId"].ShouldBeNull(), o => ((string)o["customer"]!["email"]!).ShouldBe(_email));
        (await sales.Get($"/opportunities/{other.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await sales.Get("/opportunities/income")).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await sales.PutFresh($"/opportunities/{mine.Id}", "/outcome", new { outcome = "lost" })).Text("code").ShouldBe("opportunity.no-reason");
        (await sales.PutFresh($"/opportunities/{mine.Id}", "/outcome", new { outcome = "won" })).Text("code").ShouldBe("opportunity.no-income");
        (await sales.PutFresh($"/opportunities/{mine.Id}", "/outcome", new { outcome = "won", income = 900 })).Text("code").ShouldBe("opportunity.no-currency");
        (await sales.PutFresh($"/opportunities/{mine.Id}", "/outcome", new { outcome = "won", income = 900, currency = "DKK", orderId = Guid.NewGuid() })).Text("code").ShouldBe("opportunity.order-unknown");
        (await sales.PutFresh($"/opportunities/{mine.Id}", "/outcome", new { outcome = "won", income = 900, currency = "DKK" })).Text("state").ShouldBe("won");
        (await sales.PutFresh($"/opportunities/{mine.Id}", "/outcome", new { outcome = "lost", reason = "No" })).Text("code").ShouldBe("opportunity.closed");
        (await sales.DeleteFresh($"/opportunities/{mine.Id}", "/outcome")).Text("state").ShouldBe("handed-over");
        (await sales.PutFresh($"/opportunities/{mine.Id}", "/outcome", new { outcome = "lost", reason = "Went elsewhere" })).Text("state").ShouldBe("lost");
        (await door.Agent.Get($"/customers/{mine.Body["customer"]!["id"]}/opportunities")).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_others_never_see_it()
    {
        var noted = await Note(new { kind = "cross-sell", title = "Fine" });
        var ticket = $"/tickets/{noted.Body["ticketId"]}/opportunities";
        (await door.Agent.Post(ticket, new { kind = "gift", title = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Agent.Post(ticket, new { kind = "cross-sell", title = " " })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Agent.Post(ticket, new { kind = "cross-sell", title = "x", expected = -1, currency = "EUR" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Agent.Post(ticket, new { kind = "cross-sell", title = "x", expected = 10 })).Text("code").ShouldBe("opportunity.no-currency");
        (await door.Agent.Post($"/tickets/{Guid.NewGuid()}/opportunities", new { kind = "cross-sell", title = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Call(HttpMethod.Put, $"/opportunities/{noted.Id}/handover", new { })).Status.ShouldBe((HttpStatusCode)428);
        (await door.Stranger.Get($"/opportunities/{noted.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get(ticket)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<Answer> Note(object opportunity)
    {
        var ticket = (await door.Agent.CreateTicket(_email)).Id;
        var noted = await door.Agent.Post($"/tickets/{ticket}/opportunities", opportunity);
        noted.Status.ShouldBe(HttpStatusCode.Created, noted.Body.ToJsonString());
        return noted;
    }

    private async Task<Guid> Buy(string sku, string status, DateTimeOffset placedAt, string? number = null)
    {
        var told = await door.Partner.Post("/orders", new
        {
            externalId = $"{_sku}-{number ?? Guid.NewGuid().ToString("n")}", status, currency = "EUR", placedAt = number is null ? placedAt : placedAt.Date.AddDays(1), customer = new { email = _email, name = "Olga" }, payments = new[] { new { reference = "card-1", kind = "credit-card", amount = 25 } },
            lines = new[] { new { sku, name = "Thing", quantity = 2, unitPrice = 12.50m } },
        });
        ((int)told.Status).ShouldBeOneOf(200, 201);
        return told.Id;
    }

    private async Task<string[]> Timeline(Answer noted) => [.. (await door.Agent.Get($"/customers/{noted.Body["customer"]!["id"]}/timeline?limit=100")).Items
        .Where(e => ((string)e["kind"]!).StartsWith("opportunity-", StringComparison.Ordinal)).Reverse().Select(e => (string)e["kind"]!)];
}
