using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Something happens to a ticket, and triggers do what they are for: once, in order, with a reason, and not without end.</summary>
[Collection(DoorCollection.Name)]
public sealed class TriggerTests(TicketingStack door) : IAsyncLifetime
{
    private static readonly string[] s_all = ["never-fires", "shadowed", "conflict", "loop", "reply-storm", "repeats"];
    private readonly string _tag = $"t{Guid.NewGuid():n}"[..12];
    private readonly List<Guid> _made = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Other tests' tickets are not what these triggers are for.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in _made) await door.Manager.Call(HttpMethod.Delete, $"/triggers/{id}", null, "*");
    }

    [Fact]
    public async Task It_fires_once_for_what_happened_and_says_which_version_why_and_what_it_did()
    {
        var trigger = await Active("a", new { on = new[] { "created" }, all = Mine(new { priorities = new[] { "high" } }), none = new[] { new { tags = new[] { "done" } } }, actions = new object[] { new { step = "set-priority", priority = "urgent" }, new { step = "note", text = "Look at {{ticket.number}}" }, new { step = "notify", personId = door.Person, text = "Urgent now" } } });
        var (ticket, other) = (await Create("high"), await Create("low"));
        var firing = (await Fired(ticket, 1))[0];
        ((string)firing["triggerName"]!, (int)firing["revision"]!, (string)firing["outcome"]!, (string)firing["happened"]![0]!).ShouldBe((trigger.Text("name"), 1, "done", "created"));
        firing["saw"]!.AsArray().Select(s => ((string)s!["condition"]!, (string?)s["saw"], (bool)s["holds"]!)).ShouldBe([("all.priorities", "high", true), ("all.tags", _tag, true), ("none[0].tags", _tag, false)], ignoreOrder: true);
        firing["changes"]!.AsArray().Select(c => ((string)c!["what"]!, (string?)c["from"], (string?)c["to"])).ShouldBe([("priority", "high", "urgent")]);
        firing["steps"]!.AsArray().Select(s => (string)s!).ShouldBe(["set-priority", "note", "notify"]);
        (await door.Agent.Get($"/tickets/{ticket}")).Text("priority").ShouldBe("urgent");
        (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Skip(1).Select(m => ((string)m["authorName"]!, (string)m["visibility"]!)).ShouldBe([(trigger.Text("name"), "internal"), (trigger.Text("name"), "internal")]);
        (await door.Scalar<long>($"select count(*) from mentions where ticket_id = '{ticket}' and person_id = '{door.Person}'")).ShouldBe(1);
        (await Fired(other, 0)).ShouldBeEmpty();
        (await door.Agent.Get($"/triggers/{trigger.Id}/firings")).Items.ShouldHaveSingleItem();
        (await door.Stranger.Get($"/tickets/{ticket}/firings")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get($"/triggers/{trigger.Id}/firings")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_firing_begins_the_cycle_again_and_each_fires_once_in_it()
    {
        await Active("first", new { on = new[] { "changed" }, all = Mine(new { tags = new[] { _tag, "second" } }), actions = new object[] { new { step = "add-tags", tags = new[] { "first" } }, new { step = "note", text = "x" } } });
        await Active("second", new { on = new[] { "created" }, all = Mine(), actions = new object[] { new { step = "add-tags", tags = new[] { "second" } } } });
        await Active("third", new { on = new[] { "changed" }, all = Mine(new { tags = new[] { _tag, "first" } }), actions = new object[] { new { step = "move-to-queue", queue = "specialists" } } });
        var ticket = await Create("normal");
        var fired = await Fired(ticket, 3);
        fired.Select(f => ((string)f["triggerName"]!)[13..]).ShouldBe(["second", "first", "third"]);
        fired.Select(f => (Guid)f["cycleId"]!).Distinct().Count().ShouldBe(1);
        (await door.Agent.Get($"/tickets/{ticket}")).Text("queue").ShouldBe("specialists");
        await Settled(ticket);
        (await Fired(ticket, 3)).Count.ShouldBe(3, "what triggers do starts no other cycle");

        await door.Agent.Call(HttpMethod.Patch, $"/tickets/{ticket}", new { subject = "Something new" }, "*");
        (await Fired(ticket, 5)).Skip(3).Select(f => ((string)f["triggerName"]!)[13..]).ShouldBe(["first", "third"]);
    }

    [Fact]
    public async Task Nobody_is_answered_without_end_and_what_stops_it_is_told()
    {
        await Active("answers", new { on = new[] { "customer-message" }, all = Mine(), actions = new object[] { new { step = "reply", text = "Dear {{customer.name}}, we read it." } } });
        var ticket = await Create("normal");
        for (var i = 0; i < 7; i++)
        {
            (await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "public", body = $"word {i}", author = "customer" })).Status.ShouldBe(HttpStatusCode.Created);
            await Fired(ticket, i + 1);
        }

        (await Fired(ticket, 7)).Select(f => ((string)f["outcome"]!, (string?)f["code"])).ShouldBe([.. Enumerable.Repeat(("done", (string?)null), 5), .. Enumerable.Repeat(("stopped", (string?)"trigger.too-many-replies"), 2)]);
        var said = (await door.Agent.Get($"/tickets/{ticket}/messages")).Items;
        said.Count(m => (string)m["authorKind"]! == "system" && (string)m["visibility"]! == "public").ShouldBe(5);
        (await door.Agent.Get($"/tickets/{ticket}")).Body["customerWaitsSince"].ShouldNotBeNull("a machine's answer is no answer");
    }

    [Fact]
    public async Task One_that_fails_does_nothing_says_why_and_lets_the_others_go_on()
    {
        await Active("fails", new { on = new[] { "created" }, all = Mine(), actions = new object[] { new { step = "add-tags", tags = new[] { "half" } }, new { step = "notify", personId = door.Person, text = "half" }, new { step = "reply", text = "About {{order.number}}" } } });
        await Active("works", new { on = new[] { "created" }, all = Mine(), actions = new object[] { new { step = "set-priority", priority = "low" } } });
        var ticket = await Create("normal");
        var fired = await Fired(ticket, 2);
        fired.Select(f => ((string)f["outcome"]!, (string?)f["code"])).ShouldBe([("failed", "template.value-missing"), ("done", null)]);
        var after = await door.Agent.Get($"/tickets/{ticket}");
        (after.Text("priority"), after.Body["tags"]!.AsArray().Count).ShouldBe(("low", 1));
        (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Count.ShouldBe(1);
        (await door.Scalar<long>($"select count(*) from mentions where ticket_id = '{ticket}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Each_happening_is_looked_at_once_though_the_service_dies_meanwhile()
    {
        await Active("notes", new { on = new[] { "created" }, all = Mine(), actions = new object[] { new { step = "note", text = "noted" } } });
        var tickets = new List<Guid>();
        for (var i = 0; i < 12; i++) tickets.Add(await Create("normal"));
        await door.Stack.Restart("ticketing");
        // What the dead one had taken is taken again after a minute: let it have passed.
        await door.Execute("update due_messages set due_at = now() where name = 'run-triggers'");
        foreach (var ticket in tickets) (await Fired(ticket, 1)).Count.ShouldBe(1);
        foreach (var ticket in tickets) await Settled(ticket);
        foreach (var ticket in tickets) (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Count(m => (string)m["body"]! == "noted").ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_that_breaches_and_a_state_that_changes_set_triggers_off()
    {
        (await door.Manager.Post("/sla-policies", new { name = _tag, conditions = new { tags = new[] { _tag } }, targets = new[] { new { metric = "first-response", seconds = 15, time = "calendar" } } })).Status.ShouldBe(HttpStatusCode.Created);
        await Active("late", new { on = new[] { "sla-breach" }, all = Mine(), actions = new object[] { new { step = "escalate", tier = "senior", text = "Late" } } });
        await Active("solved", new { on = new[] { "state-changed" }, all = Mine(new { states = new[] { "solved" } }), actions = new object[] { new { step = "add-tags", tags = new[] { "was-solved" } } } });
        var ticket = await Create("normal");
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}")).Text("tier") == "senior", "handed up at the breach", 60);
        ((string)(await Fired(ticket, 1))[0]["happened"]![0]!).ShouldBe("sla-breach");
        await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "s" });
        await Fired(ticket, 2);
        (await door.Agent.Get($"/tickets/{ticket}")).Body["tags"]!.AsArray().Select(t => (string)t!).ShouldContain("was-solved");
    }

    [Fact]
    public async Task What_is_found_wrong_keeps_it_from_being_activated_until_it_is_accepted()
    {
        var raises = await Active("raises", new { on = new[] { "changed" }, all = Mine(new { priorities = new[] { "low" } }), actions = new object[] { new { step = "set-priority", priority = "high" } } });
        var lowers = await Make("lowers", new { on = new[] { "changed" }, all = Mine(new { priorities = new[] { "high" } }), actions = new object[] { new { step = "set-priority", priority = "low" } } });
        var found = (await door.Manager.Get($"/triggers/{lowers}/findings")).Items.Where(f => f["triggers"]!.AsArray().All(t => _made.Contains((Guid)t!))).ToList();
        found.Select(f => (string)f["kind"]!).ShouldContain("loop");
        var refused = await door.Manager.Call(HttpMethod.Put, $"/triggers/{lowers}/activation", new { }, "*");
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "trigger.findings"));
        refused.Text("detail").ShouldContain($"{_tag} raises");
        (await door.Manager.Call(HttpMethod.Put, $"/triggers/{lowers}/activation", new { accept = s_all }, "*")).Body["active"]!.GetValue<bool>().ShouldBeTrue();

        var ticket = await Create("normal");
        await door.Agent.Call(HttpMethod.Patch, $"/tickets/{ticket}", new { priority = "low" }, "*");
        (await Fired(ticket, 2)).Count.ShouldBe(2, "each once, however they call each other");
        (await door.Agent.Get($"/tickets/{ticket}")).Text("priority").ShouldBe("low");
        (await door.Manager.DeleteFresh($"/triggers/{lowers}", "/activation")).Body["active"]!.GetValue<bool>().ShouldBeFalse();

        var changed = await door.Manager.PutFresh($"/triggers/{raises.Id}", "", new { name = raises.Text("name"), trigger = new { on = new[] { "changed" }, all = Mine(new { priorities = new[] { "low" } }), actions = new object[] { new { step = "set-priority", priority = "urgent" } } }, accept = s_all });
        (changed.Status, (int)changed.Body["revision"]!).ShouldBe((HttpStatusCode.OK, 2));
        await door.Agent.Call(HttpMethod.Patch, $"/tickets/{ticket}", new { subject = "Once more" }, "*");
        ((int)(await Fired(ticket, 3))[^1]["revision"]!).ShouldBe(2);
        (await door.Manager.Get($"/triggers/{raises.Id}/versions")).Items.Select(v => (int)v["revision"]!).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task A_preview_says_for_which_tickets_it_would_fire_and_changes_nothing()
    {
        var (one, two) = (await Create("high"), await Create("low"));
        var preview = await door.Manager.Post("/trigger-previews", new { trigger = new { on = new[] { "created" }, all = Mine(), any = new object[] { new { priorities = new[] { "high" } }, new { channels = new[] { "phone" } } }, actions = new object[] { new { step = "set-priority", priority = "urgent" } } }, days = 1 });
        (preview.Status, (int)preview.Body["matched"]!, (Guid)preview.Items.Single()["ticketId"]!).ShouldBe((HttpStatusCode.OK, 1, one));
        ((int)preview.Body["examined"]!).ShouldBeGreaterThanOrEqualTo(2);
        (await door.Agent.Get($"/tickets/{one}")).Text("priority").ShouldBe("high");
        (await door.Agent.Get($"/tickets/{two}")).Text("priority").ShouldBe("low");
        (await door.Agent.Post("/trigger-previews", new { trigger = new { on = new[] { "created" }, actions = new object[] { new { step = "set-priority", priority = "low" } } } })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_template_that_a_trigger_answers_with_is_not_taken_away()
    {
        var template = await door.Manager.Post("/reply-templates", new { name = _tag, texts = new[] { new { language = "en", body = "Hello {{customer.name}}" } } });
        await Make("answers", new { on = new[] { "created" }, all = Mine(), actions = new object[] { new { step = "reply", templateId = template.Id } } });
        (await door.Manager.Call(HttpMethod.Delete, $"/reply-templates/{template.Id}", null, "*")).Text("code").ShouldBe("template.in-use");
    }

    [Theory]
    [InlineData("""{"on":[],"actions":[{"step":"set-priority","priority":"low"}]}""", 422, "trigger.occasion")]
    [InlineData("""{"on":["rained"],"actions":[{"step":"set-priority","priority":"low"}]}""", 400, "request.malformed")]
    [InlineData("""{"on":["created"],"actions":[]}""", 400, "request.invalid")]
    [InlineData("""{"on":["created"],"actions":[{"step":"assign-me"}]}""", 422, "trigger.nobody")]
    [InlineData("""{"on":["created"],"all":{"assignee":"me"},"actions":[{"step":"set-priority","priority":"low"}]}""", 422, "trigger.nobody")]
    [InlineData("""{"on":["created"],"actions":[{"step":"set-priority"}]}""", 422, "macro.step")]
    [InlineData("""{"on":["created"],"actions":[{"step":"move-to-queue","queue":"kitchen"}]}""", 422, "ticket.queue-unknown")]
    [InlineData("""{"on":["created"],"none":[{"fields":[{"field":"no-such","is":"set"}]}],"actions":[{"step":"set-priority","priority":"low"}]}""", 422, "field.unknown")]
    public async Task A_trigger_that_makes_no_sense_is_refused(string trigger, int status, string code)
    {
        var answer = await door.Manager.Call(HttpMethod.Post, "/triggers", $$"""{"name":"{{_tag}}","trigger":{{trigger}}}""");
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
    }

    [Fact]
    public async Task Those_who_plan_set_them_with_the_version_they_read()
    {
        var id = await Make("x", new { on = new[] { "created" }, all = Mine(), actions = new object[] { new { step = "set-priority", priority = "low" } } });
        (await door.Agent.Call(HttpMethod.Put, $"/triggers/{id}/activation", new { }, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Manager.Call(HttpMethod.Put, $"/triggers/{id}/activation", new { })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Manager.Call(HttpMethod.Put, $"/triggers/{id}/activation", new { }, "\"9\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Manager.Post("/triggers", new { name = $"{_tag} x", trigger = new { on = new[] { "created" }, actions = new object[] { new { step = "set-priority", priority = "low" } } } })).Text("code").ShouldBe("trigger.name-taken");
        (await door.Manager.Call(HttpMethod.Put, $"/triggers/{id}/position", new { position = 1 }, "*")).Body["position"]!.GetValue<int>().ShouldBe(1);
        (await door.Stranger.Get($"/triggers/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private JsonObject Mine(object? more = null)
    {
        var all = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        all["tags"] ??= JsonSerializer.SerializeToNode(new[] { _tag });
        return all;
    }

    private async Task<Guid> Make(string name, object trigger)
    {
        var made = await door.Manager.Post("/triggers", new { name = $"{_tag} {name}", trigger });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        _made.Add(made.Id);
        return made.Id;
    }

    private async Task<Answer> Active(string name, object trigger)
    {
        var id = await Make(name, trigger);
        var active = await door.Manager.Call(HttpMethod.Put, $"/triggers/{id}/activation", new { accept = s_all }, "*");
        active.Status.ShouldBe(HttpStatusCode.OK, active.Body.ToJsonString());
        return active;
    }

    private async Task<Guid> Create(string priority)
    {
        var made = await door.Agent.Post("/tickets", new { channel = "web", subject = "Lamp", body = "The lamp that I bought does not work.", priority, requester = new { email = Calls.NewAddress(), name = "Anna" }, tags = new[] { _tag } });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return made.Id;
    }

    private async Task<IReadOnlyList<JsonNode>> Fired(Guid ticket, int times)
    {
        if (times == 0) await Settled(ticket);
        else await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}/firings")).Items.Count >= times, $"{times} firings");
        return (await door.Agent.Get($"/tickets/{ticket}/firings")).Items;
    }

    private Task Settled(Guid ticket) =>
        door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'run-triggers' and body like '%{ticket}%'") == 0, "looked at");
}
