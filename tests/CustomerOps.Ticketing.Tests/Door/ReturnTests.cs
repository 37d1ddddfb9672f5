using System.Net;
using System.Text.Json.Nodes;
using CustomerOps.Contracts.Partners;
using CustomerOps.Testing.Stack;
using CustomerOps.Ticketing.Tests.Returns;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Cancel, return, exchange and correct, by a policy that the manager set and every decision cites.</summary>
[Collection(DoorCollection.Name)]
public sealed class ReturnTests(TicketingStack door)
{
    private HttpClient Supervisor => door.Stack.Client("nordlys", "supervisor");

    [Fact]
    public async Task A_return_is_decided_by_the_policy_approved_by_another_and_paid_when_the_goods_are_here()
    {
        var version = await SetPolicy("""[{ "id": "return-30", "action": "return", "statuses": ["delivered"], "withinDays": 30, "refundTo": "original-or-gift-card", "feePercent": 10, "approvals": [{ "above": 20, "role": "supervisor" }], "text": "Goods come back within 30 days." }]""");
        var order = await Order("delivered");
        var asked = new { action = "return", lines = new[] { new { sku = "LAMP-S", quantity = 2, condition = "as-new" } }, method = "gift-1", reason = "too small" };

        var preview = await door.Agent.Post($"/orders/{order}/action-previews", asked);
        (preview.Text("outcome"), preview.Text("approver"), (decimal)preview.Body["fee"]!).ShouldBe(("needs-approval", "supervisor", 8m));
        ((string)preview.Body["citations"]![0]!["rule"]!, (int)preview.Body["citations"]![0]!["policyVersion"]!).ShouldBe(("return-30", version));
        (await door.Agent.Get($"/order-actions?orderId={order}")).Items.ShouldBeEmpty();

        var action = await door.Agent.Post($"/orders/{order}/actions", asked);
        (action.Status, action.Text("state")).ShouldBe((HttpStatusCode.Created, "awaiting-approval"));
        var path = $"/order-actions/{action.Id}";
        await door.Hear("ticketing.order-action-awaits-approval.v1", action.Id);
        (await door.Agent.Get("/order-actions?state=awaiting-approval")).Items.ShouldContain(a => (Guid)a["id"]! == action.Id);
        (await door.Agent.PutFresh(path, "/approval", new { approved = true })).Text("code").ShouldBe("order-action.own-approval");
        (await door.Stack.Client("nordlys", "senior").PutFresh(path, "/approval", new { approved = true })).Text("code").ShouldBe("order-action.approval-role");
        (await Supervisor.Call(HttpMethod.Put, path + "/approval", new { approved = true })).Status.ShouldBe((HttpStatusCode)428);
        var approved = await Supervisor.PutFresh(path, "/approval", new { approved = true, note = "A regular." });
        (approved.Text("state"), approved.Text("note")).ShouldBe(("approved", "A regular."));
        var told = await door.Hear("ticketing.order-action-approved.v1", action.Id);
        ((string)told["lines"]![0]!["sku"]!, (int)told["policyVersion"]!).ShouldBe(("LAMP-S", version));
        door.Heard("ticketing.order-action-completed.v1", action.Id).ShouldBeEmpty();

        (await door.Agent.PutFresh(path, "/receipt", new { note = "Complete." })).Text("state").ShouldBe("completed");
        var paid = await door.Hear("ticketing.order-action-completed.v1", action.Id);
        ((string)paid["refunds"]![0]!["reference"]!, (decimal)paid["refunds"]![0]!["amount"]!, (decimal)paid["fee"]!).ShouldBe(("gift-1", 72m, 8m));
        (await door.Agent.PutFresh(path, "/receipt", new { note = "Again." })).Status.ShouldBe(HttpStatusCode.OK);
        await Task.Delay(500);
        door.Heard("ticketing.order-action-completed.v1", action.Id).Count.ShouldBe(1);
        var again = await door.Agent.Post($"/orders/{order}/actions", asked);
        (again.Status, again.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "order-action.quantity"));
    }

    [Fact]
    public async Task A_refusal_cites_the_rule_and_decisions_keep_their_version()
    {
        var old = await SetPolicy(WebShop.Rules);
        var pending = await Order("pending");
        var done = await door.Agent.Post($"/orders/{pending}/actions", new { action = "cancel", reason = "ordered by mistake" });
        done.Text("state").ShouldBe("completed", done.Body.ToJsonString());
        (await door.Agent.Get($"/orders/{pending}")).Text("status").ShouldBe("cancelled");
        await SetPolicy("""[{ "id": "nothing-comes-back", "action": "return", "statuses": ["completed"], "text": "Nothing comes back." }]""");
        ((int)(await door.Agent.Get($"/order-actions/{done.Id}")).Body["policyVersion"]!).ShouldBe(old);
        (await door.Agent.Get($"/return-policy/versions/{old}")).Body["rules"]!.AsArray().Count.ShouldBe(6);
        (await door.Agent.Get("/return-policy/versions/0")).Text("setByName").ShouldBe("CustomerOps");
        (await door.Agent.Get("/return-policy/versions/99999")).Status.ShouldBe(HttpStatusCode.NotFound);
        var refused = await door.Agent.Post($"/orders/{await Order("delivered")}/actions", new { action = "return", lines = new[] { new { sku = "RUG", quantity = 1 } } });
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "order-action.status"));
        refused.Text("detail").ShouldContain($"Rule nothing-comes-back of policy version {old + 1}: Nothing comes back. The order is delivered.");
    }

    [Fact]
    public async Task An_exchange_takes_what_the_catalogue_has_for_what_it_costs_there()
    {
        await SetPolicy(WebShop.Rules);
        var sku = $"L-{Guid.NewGuid():n}";
        (await door.Partner.Post("/catalogue-items", new { items = new[] { Item(sku, "LAMP", 55, true), Item(sku + "x", "LAMP", 55, false), Item(sku + "r", "RUG", 55, true) } })).Body["taken"]!.GetValue<int>().ShouldBe(3);
        var order = await Order("delivered");
        (await Exchange(order, sku + "x")).Text("code").ShouldBe("order-action.product");
        (await Exchange(order, sku + "r")).Text("code").ShouldBe("order-action.product");
        (await Exchange(order, sku, "gift-1")).Text("state").ShouldBe("approved");
        (await Exchange(await Order("delivered"), sku, "gift-empty")).Text("code").ShouldBe("order-action.balance");
        var known = await Exchange(await Order("delivered"), "NO-SUCH");
        (known.Status, known.Text("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "order-action.item-unknown"));
        (await door.Partner.Post("/catalogue-items", new { items = new[] { Item("A", "P", 1, true), Item("A", "P", 1, true) } })).Text("code").ShouldBe("catalogue.sku-twice");
        (await door.Agent.Post("/catalogue-items", new { items = new[] { Item("A", "P", 1, true) } })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Ten_who_return_the_same_thing_at_once_return_it_once()
    {
        await SetPolicy("""[{ "id": "r", "action": "return", "statuses": ["delivered"], "text": "Goods come back." }]""");
        var order = await Order("delivered");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => door.Agent.Post($"/orders/{order}/actions", new { action = "return", lines = new[] { new { sku = "RUG", quantity = 1 } } })));
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1, string.Join("\n", answers.Select(a => a.Body.ToJsonString())));
        answers.Where(a => a.Status != HttpStatusCode.Created).ShouldAllBe(a => a.Status == HttpStatusCode.UnprocessableEntity || a.Status == HttpStatusCode.PreconditionFailed);
        (await door.Agent.Get($"/order-actions?orderId={order}")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_action_taken_back_is_told_and_a_stranger_sees_none_of_it()
    {
        await SetPolicy("""[{ "id": "r", "action": "return", "statuses": ["delivered"], "text": "Goods come back." }]""");
        var action = await door.Agent.Post($"/orders/{await Order("delivered")}/actions", new { action = "return", lines = new[] { new { sku = "RUG", quantity = 1 } } });
        (await door.Stranger.Get($"/order-actions/{action.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.DeleteFresh($"/order-actions/{action.Id}", "")).Text("state").ShouldBe("withdrawn");
        await door.Hear("ticketing.order-action-withdrawn.v1", action.Id);
        (await door.Agent.PutFresh($"/order-actions/{action.Id}", "/receipt", new { })).Text("code").ShouldBe("order-action.not-awaited");
    }

    [Fact]
    public async Task A_partners_message_tells_how_an_order_was_paid()
    {
        var number = $"M-{Guid.NewGuid():n}";
        await door.Tell(new OrderCompleted(
            number, new(Calls.NewAddress(), "Mads", "da", "main", [new("gift-9", PaymentKind.GiftCard, 12.5m)]), [new("BULB", "Bulb", 3, 2m, "BULB", "light")], "DKK", DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow, [new("card-9", PaymentKind.CreditCard, 6m)]));
        await door.Eventually(async () => (await door.Agent.Get($"/orders?externalId={number}")).Items.Count == 1, number);
        var order = (await door.Agent.Get($"/orders?externalId={number}")).Items.Single();
        ((string)order["payments"]![0]!["kind"]!, (string)order["lines"]![0]!["category"]!).ShouldBe(("credit-card", "light"));
    }

    private async Task<int> SetPolicy(string rules)
    {
        var set = await door.Manager.PutFresh("/return-policy", "", JsonNode.Parse($$"""{ "rules": {{rules}} }""")!);
        set.Status.ShouldBe(HttpStatusCode.OK, set.Body.ToJsonString());
        return (int)set.Body["number"]!;
    }

    private async Task<Guid> Order(string status) => (await door.Partner.Post("/orders", new
    {
        externalId = $"W-{Guid.NewGuid():n}", status, currency = "EUR", placedAt = DateTimeOffset.UtcNow.AddDays(-6), completedAt = status == "delivered" ? DateTimeOffset.UtcNow.AddDays(-3) : (DateTimeOffset?)null,
        customer = new { email = Calls.NewAddress(), name = "Kim", paymentMethods = new object[] { new { reference = "gift-1", kind = "gift-card", balance = 50 }, new { reference = "gift-empty", kind = "gift-card", balance = 0 } } },
        lines = new object[] { new { sku = "LAMP-S", name = "Lamp", quantity = 2, unitPrice = 40, productId = "LAMP" }, new { sku = "RUG", name = "Rug", quantity = 1, unitPrice = 120 } },
        payments = new[] { new { reference = "card-1", kind = "credit-card", amount = 200 } },
    })).Id;

    private Task<Answer> Exchange(Guid order, string instead, string? method = null) =>
        door.Agent.Post($"/orders/{order}/actions", new { action = "exchange", lines = new[] { new { sku = "LAMP-S", quantity = 1, insteadSku = instead } }, method });

    private static object Item(string sku, string productId, decimal unitPrice, bool available) => new { sku, productId, name = sku, unitPrice, currency = "EUR", available };
}
