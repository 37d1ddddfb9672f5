using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>So long after something, if it is still so: to the minute, once for each occasion, and however late.</summary>
[Collection(DoorCollection.Name)]
public sealed class TimerTests(TicketingStack door) : IAsyncLifetime
{
    private readonly string _tag = $"t{Guid.NewGuid():n}"[..12];
    private readonly List<Guid> _made = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _made) await door.Manager.Call(HttpMethod.Delete, $"/triggers/{id}", null, "*");
    }

    [Fact]
    public async Task It_fires_once_for_each_time_the_ticket_gets_into_the_state()
    {
        await Timer("waits", new { ground = "state", minutes = 90 }, new { tags = new[] { _tag }, states = new[] { "on-hold" } }, new { step = "note", text = "Still waiting?" });
        await Timer("hears", null, new { tags = new[] { _tag, "waited" } }, new { step = "set-priority", priority = "high" });
        var ticket = await Create();
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/wait", new { state = "on-hold", reason = "The carrier looks" })).Status.ShouldBe(HttpStatusCode.OK);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from timer_watches w join tickets t on t.id = w.ticket_id where t.id = '{ticket}' and w.planned_at > now() and w.planned_at <= t.state_since + interval '90 minutes'") == 1, "a look is planned at its time, or before: then it is planned anew");
        (await Fired(ticket, 0)).ShouldBeEmpty();

        await Passed(ticket, "2 hours");
        var firing = (await Fired(ticket, 1)).Single();
        ((string)firing["happened"]![0]!, (string)firing["outcome"]!).ShouldBe(("time", "done"));
        await Look(ticket);
        (await Fired(ticket, 1)).Count.ShouldBe(1, "once for this time");

        await door.Agent.DeleteFresh($"/tickets/{ticket}", "/wait");
        await door.Agent.PutFresh($"/tickets/{ticket}", "/wait", new { state = "on-hold", reason = "Again" });
        await Passed(ticket, "2 hours");
        (await Fired(ticket, 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_it_waited_for_may_be_over_before()
    {
        await Timer("owed", new { ground = "customer-waits", minutes = 30 }, new { tags = new[] { _tag } }, new { step = "escalate", tier = "senior", text = "Nobody answers" });
        var (answered, forgotten) = (await Create(), await Create());
        await door.Agent.Post($"/tickets/{answered}/messages", new { visibility = "public", body = "It is on its way." });
        foreach (var ticket in (Guid[])[answered, forgotten])
        {
            await door.Execute($"update tickets set customer_waits_since = customer_waits_since - interval '1 hour' where id = '{ticket}'");
            await Look(ticket);
        }

        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{forgotten}")).Text("tier") == "senior", "handed up");
        (await Fired(answered, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_late_after_a_death_and_fires_once_and_triggers_hear_what_it_did()
    {
        await Timer("late", new { ground = "created", minutes = 60 }, new { tags = new[] { _tag } }, new { step = "add-tags", tags = new[] { "waited" } });
        await Timer("hears", null, new { tags = new[] { _tag, "waited" } }, new { step = "set-priority", priority = "high" });
        var ticket = await Create();
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from timer_watches where ticket_id = '{ticket}' and planned_at > now()") == 1, "planned");
        await door.Execute($"update tickets set created_at = created_at - interval '1 day' where id = '{ticket}'");
        await door.Execute($"update due_messages set due_at = now() + interval '1 second' where name = 'look-at-timers' and body like '%{ticket}%'");
        await door.Stack.Restart("ticketing");
        await Look(ticket);
        (await Fired(ticket, 2)).Select(f => (string)f["happened"]!.AsArray()[0]!).ShouldBe(["time", "changed"]);
        (await door.Agent.Get($"/tickets/{ticket}")).Text("priority").ShouldBe("high");
        await Look(ticket);
        (await Fired(ticket, 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Changed_words_plan_anew_for_what_is_there_and_what_has_fired_does_not_fire_again()
    {
        var ticket = await Create();
        var timer = await Timer("first", new { ground = "created", minutes = 600 }, new { tags = new[] { _tag } }, new { step = "add-tags", tags = new[] { "old" } });
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from timer_watches w join tickets t on t.id = w.ticket_id where t.id = '{ticket}' and w.planned_at = t.created_at + interval '600 minutes'") == 1, "what was there before the timer is planned too");
        var changed = await door.Manager.PutFresh($"/triggers/{timer}", "", Body("first", new { ground = "created", minutes = 0 }, new { tags = new[] { _tag } }, new { step = "add-tags", tags = new[] { "old" } }));
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body.ToJsonString());
        (await Fired(ticket, 1)).Select(f => (int)f["revision"]!).ShouldBe([2]);
        await door.Manager.PutFresh($"/triggers/{timer}", "", Body("first", new { ground = "created", minutes = 1 }, new { tags = new[] { _tag } }, new { step = "add-tags", tags = new[] { "older" } }));
        await Look(ticket);
        (await Fired(ticket, 1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_day_in_a_field_has_a_time_before_it()
    {
        var key = $"d{_tag}";
        (await door.Manager.Post("/ticket-fields", new { key, field = new { kind = "date", names = new { en = "Appointment" } } })).Status.ShouldBe(HttpStatusCode.Created);
        await Timer("reminds", new { ground = "field", field = key, minutes = -1440 }, new { tags = new[] { _tag } }, new { step = "reply", text = $"See you on {{{{field.{key}}}}}." });
        var ticket = await Create();
        (await Fired(ticket, 0)).ShouldBeEmpty();
        await door.Agent.Call(HttpMethod.Patch, $"/tickets/{ticket}", Day(key, "2031-05-05"), "*");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from timer_watches where ticket_id = '{ticket}' and planned_at between '2031-05-03 12:00+00' and '2031-05-04 12:00+00'") == 1, "a day before");
        await door.Agent.Call(HttpMethod.Patch, $"/tickets/{ticket}", Day(key, $"{DateTime.UtcNow:yyyy-MM-dd}"), "*");
        (await Fired(ticket, 1)).Count.ShouldBe(1);
        ((string)(await door.Agent.Get($"/tickets/{ticket}/messages")).Items[^1]["body"]!).ShouldBe($"See you on {DateTime.UtcNow:yyyy-MM-dd}.");
    }

    [Theory]
    [InlineData("""{"on":["created"],"after":{"ground":"created","minutes":1}}""", 422, "trigger.occasion")]
    [InlineData("""{"on":["time"]}""", 422, "trigger.occasion")]
    [InlineData("""{"after":{"ground":"created","minutes":-1}}""", 422, "timer.before")]
    [InlineData("""{"after":{"ground":"field","minutes":-1,"field":"no-such"}}""", 422, "field.unknown")]
    [InlineData("""{"after":{"ground":"field","minutes":1}}""", 422, "timer.field")]
    [InlineData("""{"after":{"ground":"created","minutes":9999999}}""", 400, "request.invalid")]
    [InlineData("""{"after":{"ground":"moon","minutes":1}}""", 400, "request.malformed")]
    public async Task A_timer_that_makes_no_sense_is_refused(string trigger, int status, string code)
    {
        var body = JsonNode.Parse(trigger)!.AsObject();
        body["actions"] = new JsonArray(new JsonObject { ["step"] = "note", ["text"] = "x" });
        var answer = await door.Manager.Post("/triggers", new JsonObject { ["name"] = _tag, ["trigger"] = body });
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
    }

    private static JsonObject Day(string key, string day) => new() { ["fields"] = new JsonObject { [key] = day } };

    private object Body(string name, object? after, object all, params object[] actions) => new
    {
        name = $"{_tag} {name}", trigger = after is null ? (object)new { on = new[] { "changed" }, all, actions } : new { after, all, actions },
        accept = new[] { "never-fires", "shadowed", "conflict", "loop", "reply-storm", "repeats" },
    };

    private async Task<Guid> Timer(string name, object? after, object all, params object[] actions)
    {
        var made = await door.Manager.Post("/triggers", Body(name, after, all, actions));
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        _made.Add(made.Id);
        (await door.Manager.Call(HttpMethod.Put, $"/triggers/{made.Id}/activation", new { accept = new[] { "never-fires", "shadowed", "conflict", "loop", "reply-storm", "repeats" } }, "*")).Status.ShouldBe(HttpStatusCode.OK);
        return made.Id;
    }

    private async Task<Guid> Create() =>
        (await door.Agent.Post("/tickets", new { channel = "web", subject = "Lamp", body = "The lamp that I bought does not work.", requester = new { email = Calls.NewAddress() }, tags = new[] { _tag } })).Id;

    /// <summary>So much time goes by, as far as its state is concerned.</summary>
    private async Task Passed(Guid ticket, string time)
    {
        await door.Execute($"update tickets set state_since = state_since - interval '{time}' where id = '{ticket}'");
        await Look(ticket);
    }

    /// <summary>Whatever look is planned for it, is due; where none is, another is laid in.</summary>
    private async Task Look(Guid ticket)
    {
        await door.Execute($"insert into due_messages (id, tenant_id, name, body, due_at) select gen_random_uuid(), tenant_id, 'look-at-timers', '{{\"ticketId\":\"{ticket}\"}}', now() from tickets where id = '{ticket}'");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name in ('look-at-timers', 'run-triggers') and body like '%{ticket}%' and due_at <= now() + interval '2 minutes'") == 0, "looked at", 90);
    }

    private async Task<IReadOnlyList<JsonNode>> Fired(Guid ticket, int times)
    {
        if (times == 0) await Look(ticket);
        else await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}/firings")).Items.Count >= times, $"{times} firings");
        return (await door.Agent.Get($"/tickets/{ticket}/firings")).Items;
    }
}
