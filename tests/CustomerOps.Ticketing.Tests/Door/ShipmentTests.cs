using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Parcels as partners tell of them, in any order, and what is known of their lateness.</summary>
[Collection(DoorCollection.Name)]
public sealed class ShipmentTests(TicketingStack door)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    [Fact]
    public async Task News_of_a_parcel_in_whatever_order_and_however_often_are_one_story()
    {
        var order = await Order();
        object[] news =
        [
            Parcel("A1", promisedAt: Now.AddDays(3), toldAt: Now.AddHours(-9), events: [Event(-8, "picked-up")]),
            Parcel("A1", promisedAt: Now.AddDays(2), toldAt: Now.AddHours(-10), events: [Event(-4, "in-transit", Now.AddDays(2)), Event(-8, "picked-up")]),
            Parcel("A1", events: [Event(-6, "in-transit", Now.AddDays(9))]),
        ];
        (await Tell(order, news[0])).Status.ShouldBe(HttpStatusCode.Created);
        foreach (var one in (object[])[news[1], news[2], news[0], news[2]]) (await Tell(order, one)).Status.ShouldBe(HttpStatusCode.OK);
        var told = await door.Agent.Get($"/orders/{order}");
        (await Tell(order, news[1])).ETag.ShouldBe(told.ETag, "what is known changes nothing");
        var parcel = told.Body["shipments"]!.AsArray().Single()!;
        ((string)parcel["step"]!, (DateTimeOffset)parcel["promisedAt"]!, (DateTimeOffset)parcel["expectedAt"]!, (string)parcel["expectedBy"]!, (bool)parcel["late"]!).ShouldBe(("in-transit", Now.AddDays(3), Now.AddDays(2), "carrier", false));
        parcel["events"]!.AsArray().Select(e => (DateTimeOffset)e!["at"]!).ShouldBe([Now.AddHours(-8), Now.AddHours(-6), Now.AddHours(-4)]);

        var other = await Order();
        foreach (var one in news.Reverse()) await Tell(other, one);
        (await door.Agent.Get($"/orders/{other}")).Body["shipments"]![0]!["events"]!.ToJsonString().ShouldBe(parcel["events"]!.ToJsonString());
    }

    [Fact]
    public async Task A_late_order_is_told_once_for_each_estimate_noted_on_its_open_tickets_and_listed_until_it_comes()
    {
        var email = Calls.NewAddress();
        var order = await Order(email);
        var ticket = (await door.Agent.CreateTicket(email, orderId: order)).Id;
        await Tell(order, Parcel("L1", promisedAt: Now.AddDays(1), events: [Event(-5, "picked-up", Now.AddDays(1))]));
        (await door.Agent.Get($"/orders/{order}")).Body["late"]!.GetValue<bool>().ShouldBeFalse();
        var late = Parcel("L1", events: [Event(-3, "delayed", Now.AddDays(4))]);
        await Tell(order, late);
        await Tell(order, late);
        var told = await door.Hear("ticketing.order-late.v1", order);
        ((DateTimeOffset)told["expectedAt"]!, (string)told["expectedBy"]!).ShouldBe((Now.AddDays(4), "carrier"));
        (await Ids("/orders?late=true&limit=100")).ShouldContain(order);
        await door.Eventually(async () => (await Notes(ticket)).Count == 1, "its ticket says so");
        (await Notes(ticket)).Single().ShouldContain("is late");

        await Tell(order, Parcel("L1", events: [Event(-2, "in-transit", Now.AddDays(5))]));
        await door.Eventually(() => Task.FromResult(door.Taken("ticketing.order-late.v1", order).Count == 2), "another estimate is told");
        (await Tell(order, Parcel("L1", events: [Event(-1, "delivered")]))).Body["late"]!.GetValue<bool>().ShouldBeFalse();
        (await Ids("/orders?late=true&limit=100")).ShouldNotContain(order);
        await Tell(order, Parcel("L1", events: [Event(-4, "delayed", Now.AddDays(30))]));
        await Task.Delay(300);
        door.Taken("ticketing.order-late.v1", order).Count.ShouldBe(2, "what has come is not late");
        (await Kinds(order)).Where(k => k is "order-late" or "shipment-delivered").ShouldBe(["shipment-delivered", "order-late", "order-late"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_did_not_come_when_promised_is_late_at_that_moment_and_a_shop_that_says_delivered_ends_it()
    {
        var email = Calls.NewAddress();
        var order = await Order(email);
        await Tell(order, Parcel("P1", promisedAt: Now.AddDays(1), events: [Event(-5, "picked-up")]));
        await door.Execute($"update orders set shipments = jsonb_set(shipments, '{{0,promisedAt}}', to_jsonb('{Now.AddSeconds(-1):O}'::text)) where id = '{order}'");
        await door.Execute($"update due_messages set due_at = now(), body = jsonb_set(body::jsonb, '{{promisedAt}}', to_jsonb('{Now.AddSeconds(-1):O}'::text))::text where name = 'shipment-promise' and body::jsonb ->> 'orderId' = '{order}'");
        var told = await door.Hear("ticketing.order-late.v1", order);
        (told["expectedAt"], (string)told["expectedBy"]!).ShouldBe((null, "nothing"));
        var external = (await door.Agent.Get($"/orders/{order}")).Text("externalId");
        (await door.Partner.Post("/orders", Calls.Order(external, "delivered", email))).Body["late"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Without_an_estimate_a_carriers_usual_time_tells_that_an_order_will_be_late()
    {
        var carrier = $"c{Guid.NewGuid():n}"[..12];
        for (var i = 1; i <= 5; i++)
        {
            var learnt = await Order();
            await Tell(learnt, Parcel($"U{i}", carrier: carrier, events: [Event(-24 * 10, "picked-up"), Event(-24 * 10 + (24 * i), "delivered")]));
            if (i == 4) (await Tell(await Order(), Parcel("early", carrier: carrier, promisedAt: Now.AddHours(1), events: [Event(-1, "picked-up")]))).Body["shipments"]![0]!["expectedAt"].ShouldBeNull("too little is known");
        }

        var order = await Order();
        var told = await Tell(order, Parcel("U6", carrier: carrier, promisedAt: Now.AddDays(2), events: [Event(-1, "picked-up")]));
        var parcel = told.Body["shipments"]![0]!;
        ((string)parcel["expectedBy"]!, (DateTimeOffset)parcel["expectedAt"]!, (bool)parcel["late"]!).ShouldBe(("usual", Now.AddHours(-1).AddDays(3), true), "the median of 1 to 5 days is 3");
        await door.Hear("ticketing.order-late.v1", order);
    }

    [Fact]
    public async Task Wrong_news_and_words_are_refused_and_strangers_tell_nothing()
    {
        var order = await Order();
        (await Tell(order, new { carrier = " ", trackingNumber = "X" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Tell(order, Parcel("X", events: [new { at = Now, step = "lost-in-space" }]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Tell(Guid.NewGuid(), Parcel("X"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stack.Client("aurora", "partner").Post($"/orders/{order}/shipments", Parcel("X"))).Status.ShouldBe(HttpStatusCode.NotFound);
        for (var i = 0; i < 20; i++) (await Tell(order, Parcel($"N{i}"))).Status.ShouldBe(HttpStatusCode.Created);
        (await Tell(order, Parcel("N20"))).Text("code").ShouldBe("shipment.too-many");
    }

    private async Task<Guid> Order(string? email = null) => (await door.Partner.Post("/orders", Calls.Order($"S-{Guid.NewGuid():n}", "processed", email))).Id;

    private Task<Answer> Tell(Guid order, object shipment) => door.Partner.Post($"/orders/{order}/shipments", shipment);

    private static object Parcel(string number, DateTimeOffset? promisedAt = null, DateTimeOffset? toldAt = null, object[]? events = null, string carrier = "postnord") => new { carrier, trackingNumber = number, promisedAt, toldAt, events };

    private static object Event(int hours, string step, DateTimeOffset? estimatedAt = null) => new { at = Now.AddHours(hours), step, estimatedAt };

    private async Task<List<string>> Notes(Guid ticket) => [.. (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Where(m => (string)m["visibility"]! == "internal").Select(m => (string)m["body"]!)];

    private async Task<List<Guid>> Ids(string path) => [.. (await door.Agent.Get(path)).Items.Select(i => (Guid)i["id"]!)];

    private async Task<List<string>> Kinds(Guid order)
    {
        var customer = (Guid)(await door.Agent.Get($"/orders/{order}")).Body["customer"]!["id"]!;
        return [.. (await door.Agent.Get($"/customers/{customer}/timeline?limit=100")).Items.Select(e => (string)e["kind"]!)];
    }
}
