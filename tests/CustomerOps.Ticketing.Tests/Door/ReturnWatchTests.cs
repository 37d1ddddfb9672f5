using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Who sends back much, or what they bought cheaper elsewhere: flagged with figures and rule, never refused for it.</summary>
[Collection(DoorCollection.Name)]
public sealed class ReturnWatchTests(TicketingStack door)
{
    private const string Rules = """[{ "id": "r", "action": "return", "statuses": ["delivered"], "text": "Goods come back." }]""";

    [Fact]
    public async Task Who_sends_back_much_under_whichever_record_is_flagged_with_the_figures_and_somebody_approves()
    {
        var version = await SetPolicy("""{ "withinDays": 90, "fromReturns": 3, "aboveRate": 50, "approver": "supervisor" }""");
        var (first, second) = (Calls.NewAddress(), Calls.NewAddress());
        var orders = new[] { await Order(first), await Order(first), await Order(second), await Order(second) };
        (await Return(orders[0], 2)).Text("state").ShouldBe("approved");
        (await Return(orders[1], 2)).Text("state").ShouldBe("approved");
        (await Return(orders[2], 1)).Text("state").ShouldBe("approved");
        var (one, other) = (await CustomerOf(orders[0]), await CustomerOf(orders[2]));
        (await door.Agent.Get($"/customers/{one}/returns")).Body["flagged"]!.GetValue<bool>().ShouldBeFalse("two returns are too few");
        var merge = await door.Manager.PutFresh($"/customers/{other}", "/merge", new { intoCustomerId = one, reason = "One person" });
        merge.Status.ShouldBe(HttpStatusCode.OK, merge.Body.ToJsonString());

        var seen = await door.Agent.Get($"/customers/{other}/returns");
        var figures = seen.Body["figures"]!;
        ((int)seen.Body["policyVersion"]!, (int)figures["returns"]!, (int)figures["boughtItems"]!, (int)figures["returnedItems"]!, (decimal)figures["rate"]!).ShouldBe((version, 3, 8, 5, 62.5m));
        ((string)seen.Body["flags"]![0]!["code"]!).ShouldBe("return-rate");
        var asked = await Return(orders[3], 1);
        (asked.Text("state"), asked.Text("approver")).ShouldBe(("awaiting-approval", "supervisor"));
        var cited = asked.Body["citations"]!.AsArray().Single(c => (string)c!["code"]! == "return-rate")!;
        ((string)cited["rule"]!, (int)cited["policyVersion"]!, (string)cited["outcome"]!).ShouldBe(("return-watch", version, "needs-approval"));
        ((string)cited["text"]!).ShouldContain("5 of 8 items");
        (await door.Partner.Get($"/customers/{one}/returns")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Stranger.Get($"/customers/{one}/returns")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_was_bought_cheaper_by_another_order_is_flagged_and_goes_through_where_nobody_has_to_approve()
    {
        await SetPolicy("""{ "withinDays": 90, "fromReturns": 5, "priceSwitch": true }""");
        var email = Calls.NewAddress();
        var dear = await Order(email);
        var cheap = (await door.Partner.Post("/orders", Body($"W-{Guid.NewGuid():n}", email, 9.90m))).Text("externalId");
        var preview = await door.Agent.Post($"/orders/{dear}/action-previews", Ask(1));
        preview.Text("outcome").ShouldBe("allowed", preview.Body.ToJsonString());
        ((string)preview.Body["citations"]!.AsArray().Single(c => (string)c!["code"]! == "price-switch")!["text"]!).ShouldBe($"LAMP was bought for 12.50 here and for 9.90 by order {cheap}.");
        (await Return(dear, 1)).Text("state").ShouldBe("approved");
        (await door.Agent.Post($"/orders/{await Order(Calls.NewAddress())}/action-previews", Ask(1))).Body["citations"]!.ToJsonString().ShouldNotContain("price-switch");
    }

    [Fact]
    public async Task A_rate_above_most_others_is_flagged_by_the_organisations_own_figures()
    {
        await SetPolicy("""{ "withinDays": 90, "fromReturns": 2, "abovePercentile": 50, "approver": "senior" }""");
        // Four who sent back one of two are below; this one sends back all.
        for (var i = 0; i < 4; i++) await Return(await Order(Calls.NewAddress()), 1);
        var email = Calls.NewAddress();
        foreach (var order in new[] { await Order(email), await Order(email) }) await Return(order, 2);
        var customer = await CustomerOf(await Order(email));
        var figures = (await door.Agent.Get($"/customers/{customer}/returns")).Body;
        ((decimal)figures["figures"]!["percentile"]!).ShouldBeInRange(1, 100);
        figures["flagged"]!.GetValue<bool>().ShouldBe((decimal)figures["figures"]!["percentile"]! > 50, figures.ToJsonString());
        await SetPolicy(null);
        var unwatched = await door.Agent.Get($"/customers/{customer}/returns");
        (unwatched.Body["figures"], unwatched.Body["flagged"]!.GetValue<bool>()).ShouldBe((null, false));
    }

    [Theory]
    [InlineData("""{ "withinDays": 0 }""")]
    [InlineData("""{ "withinDays": 90, "aboveRate": 101 }""")]
    [InlineData("""{ "withinDays": 90, "approver": "king" }""")]
    public async Task A_watch_that_makes_no_sense_is_refused(string watch) =>
        (await door.Manager.PutFresh("/return-policy", "", JsonNode.Parse($$"""{ "rules": {{Rules}}, "watch": {{watch}} }""")!)).Status.ShouldBe(HttpStatusCode.BadRequest);

    private async Task<int> SetPolicy(string? watch)
    {
        var set = await door.Manager.PutFresh("/return-policy", "", JsonNode.Parse($$"""{ "rules": {{Rules}}, "watch": {{watch ?? "null"}} }""")!);
        set.Status.ShouldBe(HttpStatusCode.OK, set.Body.ToJsonString());
        return (int)set.Body["number"]!;
    }

    private async Task<Guid> Order(string email) => (await door.Partner.Post("/orders", Body($"W-{Guid.NewGuid():n}", email, 12.50m))).Id;

    private static object Body(string externalId, string email, decimal unitPrice) => new
    {
        externalId, status = "delivered", currency = "EUR", placedAt = DateTimeOffset.UtcNow.AddDays(-9), completedAt = DateTimeOffset.UtcNow.AddDays(-3),
        customer = new { email, name = "Ragna Return" }, lines = new[] { new { sku = "LAMP", name = "Lamp", quantity = 2, unitPrice } },
    };

    private static object Ask(int quantity) => new { action = "return", lines = new[] { new { sku = "LAMP", quantity, condition = "as-new" } } };

    private async Task<Answer> Return(Guid order, int quantity)
    {
        var asked = await door.Agent.Post($"/orders/{order}/actions", Ask(quantity));
        asked.Status.ShouldBe(HttpStatusCode.Created, asked.Body.ToJsonString());
        return asked;
    }

    private async Task<Guid> CustomerOf(Guid order) => (Guid)(await door.Agent.Get($"/orders/{order}")).Body["customer"]!["id"]!;
}
