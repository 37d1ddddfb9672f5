using System.Net;
using System.Net.Sockets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Webhooks as managers keep them: replays, pings, keys, switching off, and what is refused.</summary>
[Collection(WebhookCollection.Name)]
public sealed class WebhookKeepingTests(WebhookStack door)
{
    [Fact]
    public async Task What_was_sent_is_sent_again_with_its_id_one_or_a_span_in_order()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-created.v1", "ticketing.message-added.v1");
        var from = DateTimeOffset.UtcNow.AddMinutes(-1);
        var ticket = (await door.Agent.CreateTicket()).Id;
        for (var i = 0; i < 3; i++) await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "internal", body = $"{i}" });
        await hook.Settled(ticket, 4);
        var before = hook.Heard(ticket).Select(r => r.Id).ToList();

        var one = (await hook.Deliveries(ticket))[0];
        var again = await door.Manager.Post($"{hook.Resource}/replays", new { deliveries = new[] { (Guid)one["id"]! } });
        ((int)again.Body["queued"]!).ShouldBe(1, again.Body.ToJsonString());
        await door.Eventually(() => Task.FromResult(hook.Heard(ticket).Count == before.Count + 1), "it is sent again");
        hook.Heard(ticket)[^1].Id.ShouldBe((string?)one["eventId"]);
        await hook.Settled(ticket, 4);

        ((int)(await door.Manager.Post($"{hook.Resource}/replays", new { from, to = DateTimeOffset.UtcNow.AddMinutes(1) })).Body["queued"]!).ShouldBeGreaterThanOrEqualTo(before.Count);
        await door.Eventually(() => Task.FromResult(hook.Heard(ticket).Count >= (2 * before.Count) + 1), "all are sent again");
        hook.Heard(ticket).Select(r => r.Id).Skip(before.Count + 1).ShouldBe(before);
        ((int)(await door.Manager.Post($"{hook.Resource}/replays", new { deliveries = new[] { Guid.NewGuid() } })).Body["queued"]!).ShouldBe(0);
        (await door.Manager.Post($"{hook.Resource}/replays", new { from })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await door.Manager.Post($"{hook.Resource}/replays", new { from, to = from })).Text("code").ShouldBe("webhook.replay-of-what");
    }

    [Fact]
    public async Task A_ping_says_what_came_of_it_and_a_new_key_signs_beside_the_one_before()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-merged.v1");
        var ping = await door.Manager.Post($"{hook.Resource}/pings", "");
        ((bool)ping.Body["delivered"]!, (int)ping.Body["status"]!).ShouldBe((true, 204), ping.Body.ToJsonString());
        var changed = await door.Manager.Post($"{hook.Resource}/key", "");
        changed.Status.ShouldBe(HttpStatusCode.Created);
        changed.Text("key").ShouldNotBe(hook.Key);
        door.Answer(hook.Path, _ => Task.FromResult(500));
        ping = await door.Manager.Post($"{hook.Resource}/pings", "");
        ((bool)ping.Body["delivered"]!, (string?)ping.Body["reason"]).ShouldBe((false, "status-500"));
        var (first, second) = (door.At(hook.Path)[0], door.At(hook.Path)[1]);
        first.Type.ShouldBe("ticketing.webhook-ping.v1");
        first.Signature.ShouldBe(SomeWebhook.Sign(hook.Key, first));
        second.Signature.ShouldBe($"{SomeWebhook.Sign(changed.Text("key"), second)} {SomeWebhook.Sign(hook.Key, second)}");
        (await door.Manager.Get(hook.Resource)).Body.ToJsonString().ShouldNotContain("whsec_");
        (await door.Scalar<long>("select count(*) from webhooks where encode(key, 'escape') like '%whsec%' or length(key) < 60")).ShouldBe(0, "keys lie sealed");
    }

    [Fact]
    public async Task One_that_is_gone_is_switched_off_said_so_and_can_be_switched_on_again()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-created.v1");
        await using var witness = await SomeWebhook.Make(door, "ticketing.webhook-disabled.v1");
        // All at once, so that several find out together.
        door.Answer(hook.Path, async _ => { await Task.Delay(1_500); return 410; });
        var ticket = (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => door.Agent.CreateTicket())))[0].Id;
        await door.Eventually(async () => !(bool)(await door.Manager.Get(hook.Resource)).Body["active"]!, "it is switched off");
        var off = await door.Manager.Get(hook.Resource);
        off.Text("disabledBecause").ShouldBe("gone");
        off.Body["disabledAt"].ShouldNotBeNull();
        await door.Eventually(() => Task.FromResult(witness.Heard(hook.Id).Count == 1), "others hear of it");
        ((string?)witness.Heard(hook.Id)[0].Event["data"]!["because"]).ShouldBe("gone");
        await door.Eventually(async () => (await door.Manager.Get($"{hook.Resource}/deliveries")).Items.All(d => (string?)d["state"] == "given-up"), "what waited is given up");
        witness.Heard(hook.Id).Count.ShouldBe(1);
        (await door.Manager.Post($"{hook.Resource}/replays", new { deliveries = new[] { Guid.NewGuid() } })).Text("code").ShouldBe("webhook.switched-off");

        door.Answer(hook.Path, _ => Task.FromResult(204));
        var on = await door.Manager.PutFresh(hook.Resource, "", new { name = off.Text("name"), url = off.Text("url"), eventTypes = new[] { "ticketing.ticket-created.v1" }, active = true });
        (on.Status, on.Body["disabledAt"]?.ToString()).ShouldBe((HttpStatusCode.OK, null));
        var later = (await door.Agent.CreateTicket()).Id;
        await hook.Settled(later);
        hook.Heard(later).ShouldHaveSingleItem();
        hook.Heard(ticket).Count.ShouldBeLessThan(2, "what was tried before is not tried again by itself");
    }

    [Fact]
    public async Task One_to_which_nothing_is_delivered_for_long_is_switched_off_and_so_is_one_for_which_too_much_waits()
    {
        await using var failing = await SomeWebhook.Make(door, "ticketing.ticket-created.v1");
        await using var full = await SomeWebhook.Make(door, "ticketing.ticket-closed.v1");
        door.Answer(failing.Path, _ => Task.FromResult(500));
        for (var i = 0; i < 4; i++) await door.Agent.CreateTicket();
        await door.Eventually(async () => (string?)(await door.Manager.Get(failing.Resource)).Body["disabledBecause"] == "failing", "all failed for as long as may be");
        (await door.Scalar<long>($"select count(*) from webhook_queue where webhook_id = '{failing.Id}'")).ShouldBe(0);

        // More than may wait, as it is after a flood: due in an hour.
        await using var database = door.Stack.Database("ticketing");
        await using var flood = database.CreateCommand($$"""
            with made as (insert into webhook_deliveries (tenant_id, id, webhook_id, event_id, type, body, state, attempts, created_at)
                select '{{door.Stack.Organisation("nordlys")}}', gen_random_uuid(), '{{full.Id}}', gen_random_uuid(), 'ticketing.ticket-closed.v1', '{}', 'waiting', '[]', now() from generate_series(1, 61) returning tenant_id, id, webhook_id)
            insert into webhook_queue (tenant_id, webhook_id, lane, delivery_id, due_at, tries) select tenant_id, webhook_id, id, id, now() + interval '1 hour', 0 from made
            """);
        await flood.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await door.Eventually(async () => (string?)(await door.Manager.Get(full.Resource)).Body["disabledBecause"] == "overfull", "too much waits");
        (await door.Manager.Get($"{full.Resource}/deliveries?state=given-up&limit=100")).Items.Count.ShouldBe(61);
    }

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("https://127.0.0.2/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://2130706434/")]
    [InlineData("https://user:pass@hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("/relative")]
    [InlineData("not an address")]
    public async Task An_address_inside_is_refused(string url)
    {
        var refused = await door.Manager.Post("/webhooks", new { name = $"{Guid.NewGuid()}", url, eventTypes = new[] { "ticketing.*" } });
        (refused.Status, (string?)refused.Body["code"]).ShouldBe((HttpStatusCode.UnprocessableEntity, "webhook.address-not-allowed"), url);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        using var canary = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        canary.Start();
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-merged.v1");
        // As if the name had led to the public internet when it was written, and leads here now.
        await using var database = door.Stack.Database("ticketing");
        await using var moved = database.CreateCommand($"update webhooks set url = 'https://127.0.0.2:{((IPEndPoint)canary.LocalEndpoint).Port}/' where id = '{hook.Id}'");
        (await moved.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        var ping = await door.Manager.Post($"{hook.Resource}/pings", "");
        ((bool)ping.Body["delivered"]!, (string?)ping.Body["reason"]).ShouldBe((false, "address-not-allowed"));
        canary.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Wrong_input_is_refused_and_other_organisations_and_roles_see_nothing()
    {
        await using var hook = await SomeWebhook.Make(door);
        var known = await door.Manager.Get(hook.Resource);
        object Body(string? name = null, string[]? types = null) => new { name = name ?? $"{Guid.NewGuid()}", url = "https://hooks.example.com/", eventTypes = types ?? ["ticketing.*"] };
        (await door.Manager.Post("/webhooks", Body(types: ["ticketing.nothing.v1"]))).Text("code").ShouldBe("webhook.unknown-event-type");
        (await door.Manager.Post("/webhooks", Body(types: ["survey.survey-answered.v1"]))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await door.Manager.Post("/webhooks", Body(types: []))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Manager.Post("/webhooks", Body(" "))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Manager.Post("/webhooks", Body(known.Text("name")))).Text("code").ShouldBe("webhook.name-taken");
        (await door.Manager.Call(HttpMethod.Put, hook.Resource, Body())).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Manager.Call(HttpMethod.Put, hook.Resource, Body(), "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Manager.Call(HttpMethod.Delete, hook.Resource)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Manager.Get($"{hook.Resource}/deliveries?state=lost")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await door.Manager.Get($"{hook.Resource}/deliveries/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);

        var theirs = (await door.Stranger.Post("/webhooks", new { name = "theirs", url = $"http://127.0.0.1:{door.Port}/theirs", eventTypes = new[] { "ticketing.*" } })).Id;
        var ticket = (await door.Agent.CreateTicket()).Id;
        await hook.Settled(ticket);
        foreach (var path in (string[])["", "/deliveries"]) (await door.Stranger.Get(hook.Resource + path)).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var path in (string[])["/pings", "/key"]) (await door.Stranger.Post(hook.Resource + path, "")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get("/webhooks")).Items.Select(w => (Guid)w["id"]!).ShouldBe([theirs]);
        door.At("/theirs").ShouldBeEmpty();
        foreach (var path in (string[])["/webhooks", hook.Resource, $"{hook.Resource}/deliveries"]) (await door.Agent.Get(path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        await door.Stranger.Call(HttpMethod.Delete, $"/webhooks/{theirs}", null, "*");
    }
}
