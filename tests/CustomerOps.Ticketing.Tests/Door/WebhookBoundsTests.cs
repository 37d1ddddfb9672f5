using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>How many webhooks, how large, how much at once, and for how long.</summary>
[Collection(WebhookCollection.Name)]
public sealed class WebhookBoundsTests(WebhookStack door)
{
    [Fact]
    public async Task An_organisation_has_twenty_also_when_more_are_made_at_once()
    {
        var known = (await door.Stranger.Get("/webhooks?limit=100")).Items.Count;
        var made = await Task.WhenAll(Enumerable.Range(0, 23 - known).Select(_ => door.Stranger.Post("/webhooks", new { name = $"{Guid.NewGuid()}", url = "https://hooks.example.com/", eventTypes = new[] { "ticketing.*" }, active = false })));
        try
        {
            made.Count(m => m.Status == HttpStatusCode.Created).ShouldBe(20 - known);
            made.Where(m => m.Status != HttpStatusCode.Created).ShouldAllBe(m => m.Status == HttpStatusCode.Conflict && m.Text("code") == "webhook.too-many");
        }
        finally
        {
            foreach (var one in made.Where(m => m.Status == HttpStatusCode.Created)) await door.Stranger.Call(HttpMethod.Delete, $"/webhooks/{one.Id}", null, "*");
        }

        (await door.Stranger.Get("/webhooks?limit=100")).Items.Count.ShouldBe(known);
    }

    /// <summary>256 KB usually; here 4, as hardly anything that can be said is so large.</summary>
    [Fact]
    public async Task What_is_too_large_is_not_sent_and_holds_nothing_up()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-created.v1", "ticketing.message-added.v1");
        // Each of these letters is six bytes on the wire.
        var made = await door.Agent.Post("/tickets", new
        {
            channel = "phone", subject = new string('å', 200), body = "x", requester = new { email = Calls.NewAddress(), name = "Anna" },
            tags = Enumerable.Range(0, 20).Select(n => $"{new string('å', 40)}{n}"),
        });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        (await door.Agent.Post($"/tickets/{made.Id}/messages", new { visibility = "internal", body = "short" })).Status.ShouldBe(HttpStatusCode.Created);
        await hook.Settled(made.Id, 2);
        var all = await hook.Deliveries(made.Id);
        var large = all.Single(d => (string)d["type"]! == "ticketing.ticket-created.v1");
        ((string)large["state"]!, (string?)large["because"], large["attempts"]!.AsArray().Count).ShouldBe(("given-up", "too-large", 0));
        (await door.Manager.Get($"{hook.Resource}/deliveries/{large["id"]}")).Body["sent"].ShouldBeNull();
        all.Where(d => d != large).ShouldAllBe(d => (string)d["state"]! == "delivered");
        hook.Heard(made.Id).ShouldAllBe(r => r.Type == "ticketing.message-added.v1");
        ((int)(await door.Manager.Post($"{hook.Resource}/replays", new { deliveries = new[] { (Guid)large["id"]! } })).Body["queued"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Ten_thousand_are_sent_again_at_once_and_the_answer_says_how_far_that_is()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-merged.v1");
        // One of its lane is under way at a time: the receiver hears hardly any of them.
        door.Answer(hook.Path, async _ => { await Task.Delay(5_000); return 204; });
        var begin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Insert(hook, "'2026-01-01Z'::timestamptz + make_interval(secs => n)", $"'{Guid.NewGuid()}'", many: 10_003);
        var again = await door.Manager.Post($"{hook.Resource}/replays", new { from = begin, to = begin.AddDays(1) });
        (again.Status, (int)again.Body["queued"]!, (DateTimeOffset)again.Body["through"]!).ShouldBe((HttpStatusCode.OK, 10_000, begin.AddSeconds(10_000)), again.Body.ToJsonString());
        (await door.Scalar<long>($"select count(*) from webhook_queue where webhook_id = '{hook.Id}'")).ShouldBeInRange(9_900, 10_000);
        (await door.Manager.Post($"{hook.Resource}/replays", new { deliveries = Enumerable.Range(0, 101).Select(_ => Guid.NewGuid()) })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task After_thirty_days_the_log_forgets_but_not_what_still_waits()
    {
        await using var hook = await SomeWebhook.Make(door, "ticketing.ticket-merged.v1");
        var (old, recent, waiting) = (await Insert(hook, "now() - interval '31 days'"), await Insert(hook, "now() - interval '29 days'"), await Insert(hook, "now() - interval '31 days'"));
        await Execute($"insert into webhook_queue (tenant_id, webhook_id, lane, delivery_id, due_at, tries) select tenant_id, webhook_id, id, id, now() + interval '1 hour', 1 from webhook_deliveries where id = '{waiting}'");
        await Sweep();
        await door.Eventually(async () => (await Found(hook, old)).Status == HttpStatusCode.NotFound, "the old one is forgotten");
        foreach (var kept in (Guid[])[recent, waiting]) (await Found(hook, kept)).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Scalar<long>("select count(*) from due_messages where name = 'forget-deliveries' and due_at > now() + interval '23 hours'")).ShouldBeGreaterThan(0, "it comes every day");
    }

    [Fact]
    public async Task With_a_webhook_its_log_is_gone()
    {
        var hook = await SomeWebhook.Make(door, "ticketing.ticket-merged.v1");
        var delivery = await Insert(hook, "now()");
        ((string?)(await Found(hook, delivery)).Body["delivery"]!["state"]).ShouldBe("delivered");
        await hook.DisposeAsync();
        foreach (var path in (string[])["", "/deliveries", $"/deliveries/{delivery}"]) (await door.Manager.Get(hook.Resource + path)).Text("code").ShouldBe("webhook.not-found", path);
        await Sweep();
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from webhook_deliveries where webhook_id = '{hook.Id}'") == 0, "and leaves the database");
    }

    private Task<Answer> Found(SomeWebhook hook, Guid delivery) => door.Manager.Get($"{hook.Resource}/deliveries/{delivery}");

    /// <summary>As if they had been delivered then; the first of them is told.</summary>
    private async Task<Guid> Insert(SomeWebhook hook, string at, string subject = "null", int many = 1)
    {
        var first = Guid.CreateVersion7();
        await Execute($$"""
            insert into webhook_deliveries (tenant_id, id, webhook_id, event_id, type, subject, body, state, attempts, created_at, settled_at)
            select '{{door.Stack.Organisation("nordlys")}}', case n when 1 then '{{first}}' else ('ffffffff-ffff-7fff-8000-' || lpad(to_hex(n), 12, '0'))::uuid end, '{{hook.Id}}', gen_random_uuid(), 'ticketing.ticket-merged.v1', {{subject}}, '{}', 'delivered', '[]', {{at}}, {{at}}
            from generate_series(1, {{many}}) n
            """);
        return first;
    }

    /// <summary>Tonight is now.</summary>
    private Task Sweep() => Execute("update due_messages set due_at = now() where name = 'forget-deliveries'");

    private async Task Execute(string sql)
    {
        await using var database = door.Stack.Database("ticketing");
        await using var command = database.CreateCommand(sql);
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
    }
}
