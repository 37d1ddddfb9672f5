using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What customers read of their orders by mail: once, in their language, in the organisation's words, and only where they are wanted.</summary>
[Collection(RoutedCollection.Name)]
public sealed class NoticeTests(RoutedStack door)
{
    private HttpClient Partner { get; } = door.Stack.Client("nordlys", "partner");

    [Fact]
    public async Task A_late_order_is_told_once_in_the_customers_language_unless_they_said_no()
    {
        (await Put("order-late", new { enabled = true, texts = new { fi = "Hei {{name}}: {{order}} tulee {{expected}}." } })).Status.ShouldBe(HttpStatusCode.OK);
        var (order, refused) = (await Order("processed"), await Order("processed"));
        var no = await door.Agent.PutFresh($"/customers/{refused.Body["customer"]!["id"]}", "/consents/reminder/email", new { given = false });
        no.Status.ShouldBe(HttpStatusCode.OK, no.Body.ToJsonString());
        // At noon, so that it is the same day in the organisation's time zone.
        var noon = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(4).AddHours(12), TimeSpan.Zero);
        foreach (var one in (Answer[])[refused, order]) await Late(one, noon, -5);
        await door.Eventually(async () => await Sent(order) == 1, "it is written");
        foreach (var one in (Answer[])[refused, order]) await Late(one, noon.AddDays(1), -4);
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.order-late.v1").Count(e => (Guid)e["orderId"]! == order.Id) == 2), "another estimate is told");
        var mail = (await Mails(order)).Single();
        ((string)mail["text"]!, (string)mail["language"]!, (string)mail["subject"]!, (string)mail["from"]!["email"]!).ShouldBe(
            ($"Hei Olga Order: {order.Text("externalId")} tulee {noon:yyyy-MM-dd}.", "fi", $"Tilauksesi {order.Text("externalId")} on myöhässä", "help@nordlys.example"));
        ((string)mail["headers"]!["Auto-Submitted"]!).ShouldBe("auto-generated");
        await Task.Delay(500);
        (await Sent(order), await Sent(refused)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task An_approved_return_sends_its_paper_once_however_often_it_is_told()
    {
        (await door.Manager.PutFresh("/return-policy", "", JsonNode.Parse("""{ "rules": [{ "id": "r", "action": "return", "statuses": ["delivered"], "approvals": [{ "above": 20, "role": "supervisor" }], "text": "Goods come back." }] }""")!)).Status.ShouldBe(HttpStatusCode.OK);
        (await Put("return-approved", new { enabled = true, address = "Nordlys Returns\nHavnegade 1", days = 14 })).Status.ShouldBe(HttpStatusCode.OK);
        var order = await Order("delivered");
        var asked = await door.Agent.Post($"/orders/{order.Id}/actions", new { action = "return", lines = new[] { new { sku = "LAMP", quantity = 2, condition = "as-new" } } });
        asked.Text("state").ShouldBe("awaiting-approval", asked.Body.ToJsonString());
        (await Sent(order)).ShouldBe(0, "nothing is promised before it is approved");
        (await door.Lead.PutFresh($"/order-actions/{asked.Id}", "/approval", new { approved = true })).Text("state").ShouldBe("approved");
        await door.Eventually(async () => await Sent(order) == 1, "its paper is written");
        var (mail, number) = ((await Mails(order)).Single(), asked.Text("returnNumber"));
        var text = (string)mail["text"]!;
        foreach (var part in (string[])[number, "- 2 × Lamp (LAMP)", "Nordlys Returns\nHavnegade 1", order.Text("externalId"), "Palautusnumero"]) text.ShouldContain(part);
        text.ShouldNotContain("{{");
        (await door.Agent.Get($"/order-actions?returnNumber={number}")).Items.Select(a => (Guid)a["id"]!).ShouldBe([asked.Id]);

        // Told again, as after a death between handling and marking it.
        await door.Tell(new Contracts.Ticketing.OrderActionApproved(asked.Id, order.Id, order.Text("externalId"), "return", [], null, 1, DateTimeOffset.UtcNow));
        await Task.Delay(1000);
        ((await Mails(order)).Count, await Sent(order)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Words_are_the_managers_with_variables_that_are_known_and_an_address()
    {
        (await Put("order-late", new { enabled = true, texts = new { en = "{{iban}}" } })).Text("code").ShouldBe("order-notice.unknown-variable");
        (await Put("return-approved", new { enabled = true })).Text("code").ShouldBe("order-notice.address-missing");
        (await Put("birthday", new { enabled = true })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Agent.Call(HttpMethod.Put, "/order-notices/order-late", new { enabled = true }, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Agent.Get("/order-notices")).Items.Select(n => (string)n["kind"]!).ShouldBe(["order-late", "return-approved"]);
        (await door.Agent.Get("/order-notices/order-late")).Body["usualTexts"]!.AsObject().Select(t => t.Key).ShouldBe(["en", "da", "nb", "sv", "fi", "hu"], ignoreOrder: true);
    }

    private Task<Answer> Put(string kind, object body) => door.Manager.Call(HttpMethod.Put, $"/order-notices/{kind}", body, "*");

    private Task<Answer> Order(string status) => Partner.Post("/orders", Calls.Order($"N-{Guid.NewGuid():n}", status));

    private async Task Late(Answer order, DateTimeOffset expected, int hours)
    {
        var now = DateTimeOffset.UtcNow;
        var told = await Partner.Post($"/orders/{order.Id}/shipments", new { carrier = "postnord", trackingNumber = "M1", promisedAt = now.AddDays(1), events = new[] { new { at = now.AddHours(hours), step = "delayed", estimatedAt = expected } } });
        told.Body["late"]!.GetValue<bool>().ShouldBeTrue(told.Body.ToJsonString());
    }

    private Task<long> Sent(Answer order) => door.Scalar<long>($"select count(*) from sent_notices where order_id = '{order.Id}'");

    private async Task<List<JsonNode>> Mails(Answer order)
    {
        List<JsonNode> mails = [];
        await door.Eventually(() => Task.FromResult((mails = [.. door.Heard("mail.mail-to-send.v1").Where(m => ((string)m["text"]!).Contains(order.Text("externalId"), StringComparison.Ordinal))]).Count > 0), "the mail leaves");
        return mails;
    }
}
