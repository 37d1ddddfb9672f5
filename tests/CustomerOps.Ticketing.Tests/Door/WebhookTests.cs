using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What Ticketing publishes reaches others' servers: signed, in order, again when it failed, and with a log.</summary>
[Collection(WebhookCollection.Name)]
public sealed class WebhookTests(WebhookStack door)
{
    [Fact]
    public async Task An_event_is_sent_as_on_the_bus_signed_and_stands_in_the_log()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-created.v1");
        door.Answer(hook.Path, _ => Task.FromResult(200));
        var ticket = (await door.Agent.CreateTicket()).Id;
        await hook.Settled(ticket);
        var got = hook.Heard(ticket).ShouldHaveSingleItem();
        (got.Method, got.ContentType, got.Type, (string?)got.Event["specversion"]).ShouldBe(("POST", "application/cloudevents+json", "ticketing.ticket-created.v1", "1.0"));
        got.Id.ShouldBe((string?)got.Event["id"]);
        got.Signature.ShouldBe(SomeWebhook.Sign(hook.Key, got));
        Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(got.Timestamp!, CultureInfo.InvariantCulture)).ShouldBeLessThan(120);

        var logged = (await hook.Deliveries(ticket)).ShouldHaveSingleItem();
        ((string?)logged["eventId"], (string?)logged["type"], (string?)logged["state"]).ShouldBe((got.Id, got.Type, "delivered"));
        var attempt = logged["attempts"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)attempt["status"]!, (string?)attempt["reason"]).ShouldBe((200, null));
        ((string)attempt["answer"]!).Length.ShouldBe(500);
        var whole = await door.Manager.Get($"{hook.Resource}/deliveries/{(Guid)logged["id"]!}");
        whole.Body["sent"]!.ToJsonString().ShouldBe(got.Event.ToJsonString());
        (await door.Manager.Get($"{hook.Resource}/deliveries?state=failed")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_happens_to_a_ticket_is_told_in_order_though_the_receiver_fails_at_first()
    {
        await using var hook = await SomeWebhook.Make(door);
        var tried = new ConcurrentDictionary<string, int>();
        door.Answer(hook.Path, r => Task.FromResult(tried.AddOrUpdate(r.Id!, 1, (_, n) => n + 1) == 1 ? 503 : 204));
        var tickets = new List<Guid>();
        for (var i = 0; i < 3; i++) tickets.Add((await door.Agent.CreateTicket()).Id);
        foreach (var ticket in tickets)
            for (var i = 0; i < 3; i++) (await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "internal", body = $"{i}" })).Status.ShouldBe(HttpStatusCode.Created);
        foreach (var ticket in tickets)
        {
            await hook.Settled(ticket, 4);
            var deliveries = (await hook.Deliveries(ticket)).Reverse().ToList();
            deliveries.ShouldAllBe(d => (string?)d["state"] == "delivered" && d["attempts"]!.AsArray().Count == 2);
            hook.Heard(ticket).Select(r => r.Id).ShouldBe(deliveries.SelectMany(d => new[] { (string?)d["eventId"], (string?)d["eventId"] }), "each is tried until it succeeds before the next");
            hook.Heard(ticket).Where(r => r.Type == "ticketing.message-added.v1").DistinctBy(r => r.Id).Count().ShouldBeGreaterThanOrEqualTo(3);
        }
    }

    [Fact]
    public async Task What_fails_too_often_is_given_up_and_the_next_of_the_ticket_goes()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-created.v1", "ticketing.message-added.v1");
        door.Answer(hook.Path, r => Task.FromResult(r.Type.Contains("created", StringComparison.Ordinal) ? 302 : 204));
        var ticket = (await door.Agent.CreateTicket()).Id;
        await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "internal", body = "Next" });
        await hook.Settled(ticket, 2);
        var created = (await hook.Deliveries(ticket)).Single(d => (string?)d["type"] == "ticketing.ticket-created.v1");
        ((string?)created["state"], (string?)created["because"], created["attempts"]!.AsArray().Count).ShouldBe(("given-up", "tried-too-often", 4));
        ((string?)created["attempts"]![0]!["reason"]).ShouldBe("status-302");
        hook.Heard(ticket).Select(r => r.Type).Distinct().Count().ShouldBe(2);
        hook.Heard(ticket).Take(4).ShouldAllBe(r => r.Type == "ticketing.ticket-created.v1");
        door.At("/elsewhere").ShouldBeEmpty("no redirect is followed");
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_no_other()
    {
        await using var slow = await SomeWebhook.Make(door, "ticketing.ticket-created.v1");
        await using var quick = await SomeWebhook.Make(door, "ticketing.ticket-created.v1");
        var over = new TaskCompletionSource();
        door.Answer(slow.Path, async _ => { await Task.WhenAny(over.Task, Task.Delay(60_000)); return 204; });
        var tickets = new List<Guid>();
        for (var i = 0; i < 12; i++) tickets.Add((await door.Agent.CreateTicket()).Id);
        foreach (var ticket in tickets) await quick.Settled(ticket);
        tickets.ShouldAllBe(t => quick.Heard(t).Count == 1);
        (await slow.Deliveries(tickets[^1])).ShouldAllBe(d => (string?)d["state"] != "delivered");
        over.SetResult();
    }

    [Fact]
    public async Task Killed_while_it_sends_it_sends_again_and_loses_nothing()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-created.v1");
        var (sent, over) = (new TaskCompletionSource(), new TaskCompletionSource());
        door.Answer(hook.Path, async _ => { sent.TrySetResult(); await Task.WhenAny(over.Task, Task.Delay(60_000)); return 204; });
        var first = (await door.Agent.CreateTicket()).Id;
        await sent.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await door.Stack.Kill("ticketing");
        over.SetResult();
        await door.Stack.Restart("ticketing");
        var second = (await door.Agent.CreateTicket()).Id;
        await hook.Settled(first);
        await hook.Settled(second);
        hook.Heard(first).Count.ShouldBeGreaterThan(1);
        hook.Heard(first).Select(r => r.Id).Distinct().ShouldHaveSingleItem();
        hook.Heard(second).ShouldHaveSingleItem();
    }
}
