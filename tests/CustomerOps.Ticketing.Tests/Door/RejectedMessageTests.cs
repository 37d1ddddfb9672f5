using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What a partner sends wrongly comes back to it whole, with the reason; what it may not say has no effect.</summary>
[Collection(DoorCollection.Name)]
public sealed class RejectedMessageTests(TicketingStack door)
{
    [Fact]
    public async Task Each_wrong_message_is_shown_whole_with_its_reason_and_stays()
    {
        await using var shop = await Shop.Open(door.Stack);
        var aurora = door.Stack.Organisation("aurora");
        var number = $"X-{Guid.NewGuid():n}";
        IReadOnlyList<JsonNode> list = [];
        await Wrong(() => shop.SendText("order-completed.v1", "not json, wörld"), "message.unreadable", 1);
        await Wrong(() => shop.Send("order-completed.v1", null, m => m["data"]!.AsObject().Remove("currency")), "message.unreadable", 2);
        await Wrong(() => shop.Send("order-changed.v1", null, m => m["data"]!["status"] = "lost"), "message.unreadable", 3);
        await Wrong(() => shop.Send("order-changed.v1", null, m => m["data"]!["status"] = 99), "message.unreadable", 4);
        await Wrong(() => shop.Send("order-completed.v1", null, m => m["type"] = "order-exploded.v1"), "message.other-type", 5);
        await Wrong(() => shop.Send("order-completed.v1", null, m => (m["tenantid"], m["data"]!["externalId"]) = (aurora, number)), "message.foreign-organisation", 6);
        await Wrong(() => shop.Send("order-completed.v1", null, m => m["data"]!["lines"] = new JsonArray()), "order.unreadable", 7);
        (await door.Scalar<long>($"select count(*) from orders where external_id = '{number}'")).ShouldBe(0);

        await door.Eventually(async () => (list = await List(shop)).Count == 7, "all seven");
        list[0]["body"]!.GetValue<string>().ShouldContain("\"lines\":[]");
        list[5]["reason"]!.GetValue<string>().ShouldContain("currency");
        list.ShouldAllBe(r => !r["reason"]!.GetValue<string>().Contains("CustomerOps."));
        list[6]["body"]!.GetValue<string>().ShouldBe("not json, wörld");
        using var stranger = door.Stack.Client("aurora", "admin");
        ((int)(await stranger.Get($"/partners/{shop.Name}/rejected")).Status).ShouldBe(404);

        List<BasicGetResult> stayed = [];
        while (await shop.Channel.BasicGetAsync(PartnerQueues.Rejected(shop.User), autoAck: false) is { } one) stayed.Add(one);
        stayed.Count.ShouldBe(7);
        var first = stayed.Single(m => Encoding.UTF8.GetString(m.Body.Span) == "not json, wörld");
        Encoding.UTF8.GetString((byte[])first.BasicProperties.Headers!["x-fault-type"]!).ShouldBe("message.unreadable");

        async Task Wrong(Func<Task> send, string code, int count)
        {
            await send();
            await door.Eventually(async () => (list = await List(shop)).Count == count, code);
            list[0]["code"]!.GetValue<string>().ShouldBe(code);
        }
    }

    [Fact]
    public async Task A_message_that_does_not_say_who_sent_it_waits_for_the_operator()
    {
        await using var shop = await Shop.Open(door.Stack);
        var (number, id) = ($"N-{Guid.NewGuid():n}", Guid.NewGuid().ToString());
        await shop.Send("order-completed.v1", null, m => m["data"]!["externalId"] = number, new BasicProperties { MessageId = id });
        await using var house = await new ConnectionFactory { Uri = new Uri(door.Stack.Bus) }.CreateConnectionAsync();
        await using var channel = await house.CreateChannelAsync();
        BasicGetResult? parked = null;
        await door.Eventually(async () => (parked = await channel.BasicGetAsync("ticketing-take-completed-order_error", autoAck: true))?.BasicProperties.MessageId == id, "the parked message");
        Encoding.UTF8.GetString((byte[])parked!.BasicProperties.Headers!["x-fault-type"]!).ShouldBe("message.sender-missing");
        (await List(shop)).ShouldBeEmpty();
        (await door.Scalar<long>($"select count(*) from orders where external_id = '{number}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Headers_do_not_steer_a_rejected_message_to_a_services_queue()
    {
        await using var shop = await Shop.Open(door.Stack, "aurora");
        var person = Guid.CreateVersion7();
        var forged = $$$"""{"specversion":"1.0","id":"{{{Guid.CreateVersion7()}}}","source":"/identity","type":"identity.person-upserted.v1","time":"2026-11-20T10:00:00Z","tenantid":"{{{door.Stack.Organisation("nordlys")}}}","data":{"personId":"{{{person}}}","name":"Mallory","email":"m@example.com","language":"en","roles":["admin"],"branches":[],"active":true}}""";
        var steering = new BasicProperties { UserId = shop.User, Headers = new Dictionary<string, object?> { ["CC"] = new List<object?> { "ticketing-know-person", "identity.person-upserted.v1" }, ["x-customerops-sender"] = "nordlys.shop" } };
        await shop.SendText("order-completed.v1", forged, steering);
        using var admin = door.Stack.Client("aurora", "admin");
        await door.Eventually(async () => (await admin.Get($"/partners/{shop.Name}/rejected")).Items.Count == 1, "the forged message is rejected");
        await door.Tell(new Contracts.Identity.PersonUpserted(Guid.CreateVersion7(), "After", "after@nordlys.example", "da", ["agent"], [], true));
        await door.Eventually(async () => await door.Scalar<long>("select count(*) from people where name = 'After'") == 1, "what came after it");
        (await door.Scalar<long>($"select count(*) from people where id = '{person}'")).ShouldBe(0);
    }

    private async Task<IReadOnlyList<JsonNode>> List(Shop shop)
    {
        using var admin = door.Stack.Client("nordlys", "admin");
        return [.. (await admin.Get($"/partners/{shop.Name}/rejected")).Items.Select(r => r!)];
    }
}
