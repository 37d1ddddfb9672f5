using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What partners send, by a partner that knows the contracts only.</summary>
[Collection(DoorCollection.Name)]
public sealed class PartnerMessageTests(TicketingStack door)
{
    [Fact]
    public async Task An_order_goes_forward_by_messages_however_often_each_comes()
    {
        await using var shop = await Shop.Open(door.Stack);
        var (number, email, id) = ($"PM-{Guid.NewGuid():n}", Calls.NewAddress(), Guid.CreateVersion7());
        foreach (var again in (Guid[])[id, id, Guid.CreateVersion7()]) await shop.Send("order-changed.v1", again, ThisOrder);
        await door.Eventually(async () => await Status(number) == "processed", number);
        await shop.Send("order-completed.v1", null, ThisOrder);
        await door.Eventually(async () => await Status(number) == "completed", number);
        await shop.Send("order-changed.v1", null, ThisOrder);
        await shop.Send("order-changed.v1", null, m => { ThisOrder(m); m["data"]!["status"] = "cancelled"; });
        await Rejected(shop, r => r["code"]!.GetValue<string>() == "order.already-delivered");
        (await Status(number)).ShouldBe("completed");

        void ThisOrder(JsonNode message) => (message["data"]!["externalId"], message["data"]!["customer"]!["email"]) = (number, email);
    }

    [Fact]
    public async Task The_registers_newest_word_on_a_customer_counts()
    {
        await using var shop = await Shop.Open(door.Stack);
        var email = Calls.NewAddress();
        await Upsert("Newest", "2026-11-20T12:00:00Z", consent: false);
        await door.Eventually(async () => (await Customer(email))?["name"]?.GetValue<string>() == "Newest", "the customer");
        await Upsert("Older", "2026-11-19T12:00:00Z", consent: true);
        await Upsert("Far ahead", "2199-01-01T00:00:00Z", consent: true);
        await Rejected(shop, r => r["code"]!.GetValue<string>() == "customer.changed-later");
        var customer = (await Customer(email))!;
        (customer["name"]!.GetValue<string>(), customer["surveyConsent"]!.GetValue<bool>()).ShouldBe(("Newest", false));

        Task Upsert(string name, string at, bool consent) => shop.Send("customer-upserted.v1", null, m =>
            (m["data"]!["email"], m["data"]!["name"], m["data"]!["changedAt"], m["data"]!["surveyConsent"]) = (email, name, at, consent));
    }

    [Fact]
    public async Task A_call_is_on_the_timeline_and_one_that_is_not_settled_is_one_ticket()
    {
        await using var callCentre = await Shop.Open(door.Stack);
        var email = Calls.NewAddress();
        var (open, settled) = ($"C-{Guid.NewGuid():n}", $"C-{Guid.NewGuid():n}");
        for (var i = 0; i < 3; i++) await callCentre.Send("contact-logged.v1", null, m => (m["data"]!["externalId"], m["data"]!["customer"]!["email"]) = (open, email));
        await callCentre.Send("contact-logged.v1", null, m => (m["data"]!["externalId"], m["data"]!["customer"]!["email"], m["data"]!["settled"]) = (settled, email, true));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from contacts where external_id in ('{open}', '{settled}')") == 2, "both calls");
        await door.Eventually(async () => (await door.Agent.Get($"/tickets?requester={email}")).Items.Count == 1, "the ticket");
        var ticket = (await door.Agent.Get($"/tickets?requester={email}")).Items.Single();
        (ticket["channel"]!.GetValue<string>(), ticket["subject"]!.GetValue<string>()).ShouldBe(("phone", "Cup arrived broken"));
        var customer = (await Customer(email))!["id"]!.GetValue<Guid>();
        (await door.Agent.Get($"/customers/{customer}/timeline")).Items.Count(e => e["kind"]!.GetValue<string>() == "contact-logged").ShouldBe(2);
    }

    private async Task<string?> Status(string externalId) => (await door.Agent.Get($"/orders?externalId={externalId}")).Items.SingleOrDefault()?["status"]?.GetValue<string>();

    private async Task<JsonNode?> Customer(string email) => (await door.Agent.Get($"/customers?email={email}")).Items.SingleOrDefault();

    private async Task<JsonNode> Rejected(Shop shop, Func<JsonNode, bool> which)
    {
        using var admin = door.Stack.Client("nordlys", "admin");
        JsonNode? found = null;
        await door.Eventually(async () => (found = (await admin.Get($"/partners/{shop.Name}/rejected")).Items.FirstOrDefault(r => which(r))) is not null, "the rejected message");
        return found!;
    }
}
