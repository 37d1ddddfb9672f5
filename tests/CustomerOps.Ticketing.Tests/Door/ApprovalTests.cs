using System.Net;
using CustomerOps.Contracts.Identity;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What costs is decided by others: who, and how many, by the amount; in time, or by those above; and nothing is solved before.</summary>
[Collection(DoorCollection.Name)]
public sealed class ApprovalTests(TicketingStack door) : IAsyncLifetime
{
    private HttpClient _senior = null!, _lead = null!;

    public async ValueTask InitializeAsync()
    {
        (_senior, _lead) = (door.Stack.Client("nordlys", "senior"), door.Stack.Client("nordlys", "supervisor"));
        var set = await door.Manager.Call(HttpMethod.Put, "/approval-rules", new { rules = new object[] { new { above = 0, role = "senior" }, new { above = 500, role = "supervisor", needed = 2, deadlineMinutes = 240, escalateTo = "admin" } } }, "*");
        set.Status.ShouldBe(HttpStatusCode.OK, set.Body.ToJsonString());
    }

    public ValueTask DisposeAsync()
    {
        _senior.Dispose();
        _lead.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_amount_says_who_decides_never_who_asked_and_the_ticket_waits_for_it()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var asked = await door.Agent.Post($"/tickets/{ticket}/approvals", new { subject = "A new lamp", amount = 120.5, currency = "EUR" });
        (asked.Status, asked.Text("role"), (int)asked.Body["needed"]!).ShouldBe((HttpStatusCode.Created, "senior", 1));
        var blocked = await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "s" });
        (blocked.Text("code"), blocked.Text("detail")).ShouldBe(("ticket.blocked", "To be done before: Decide: A new lamp."));
        (await Decide(door.Agent, asked.Id, true)).Text("code").ShouldBe("approval.own-approval");
        var byHerself = await _senior.Post($"/tickets/{ticket}/approvals", new { subject = "Hers" });
        (await Decide(_senior, byHerself.Id, true)).Text("code").ShouldBe("approval.own-approval");
        (await _senior.Call(HttpMethod.Put, $"/approvals/{byHerself.Id}/withdrawal", null, "*")).Text("state").ShouldBe("withdrawn");

        var yes = await Decide(_senior, asked.Id, true, "A customer of ten years");
        (yes.Status, yes.Text("state"), (string)yes.Body["decisions"]![0]!["comment"]!).ShouldBe((HttpStatusCode.OK, "approved", "A customer of ten years"));
        (await Decide(_senior, asked.Id, true)).ETag.ShouldBe(yes.ETag, "the same again changes nothing");
        (await Decide(_lead, asked.Id, false)).Text("code").ShouldBe("approval.settled");
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "s" })).Status.ShouldBe(HttpStatusCode.OK);
        ((string)(await door.Hear("ticketing.approval-settled.v1", asked.Id))["state"]!).ShouldBe("approved");
    }

    [Fact]
    public async Task Of_two_needed_each_says_yes_once_and_one_no_is_enough()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var (first, second) = (await Ask(ticket, 500.01m), await Ask(ticket, 900));
        (await Decide(_senior, first, true)).Text("code").ShouldBe("approval.approval-role");
        (await Decide(_lead, first, true)).Text("state").ShouldBe("open");
        (await Decide(_lead, first, false)).Text("code").ShouldBe("approval.decided-already");
        (await Decide(door.Manager, first, true)).Text("state").ShouldBe("approved");
        (await Decide(door.Manager, second, false, "No")).Text("state").ShouldBe("declined");
        (await door.Agent.Get($"/tickets/{ticket}/approvals")).Items.Select(a => (string)a["state"]!).ShouldBe(["approved", "declined"]);
    }

    [Fact]
    public async Task Who_is_away_has_somebody_decide_for_them_and_nobody_counts_twice()
    {
        var (senior, manager) = (await Known(_senior, "Sue Senior", "senior"), await Known(door.Manager, "Mona Manager", "manager"));
        var approval = await Ask((await door.Agent.CreateTicket()).Id, 700);
        (await _senior.Get("/approvals?mine=true&limit=100")).Items.ShouldNotContain(a => (Guid)a["id"]! == approval);
        (await door.Manager.Call(HttpMethod.Put, "/approval-delegation", new { personId = senior, until = DateTimeOffset.UtcNow.AddDays(1) })).Status.ShouldBe(HttpStatusCode.OK);
        (await _senior.Get("/approvals?mine=true&limit=100")).Items.ShouldContain(a => (Guid)a["id"]! == approval);
        var instead = await Decide(_senior, approval, true);
        (instead.Text("state"), (Guid)instead.Body["decisions"]![0]!["for"]!).ShouldBe(("open", manager));
        (await Decide(door.Manager, approval, true)).Text("code").ShouldBe("approval.decided-already");
        (await Decide(_lead, approval, true)).Text("state").ShouldBe("approved");

        (await door.Manager.Call(HttpMethod.Delete, "/approval-delegation")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Manager.Get("/approval-delegation")).Body["personId"].ShouldBeNull();
        (await Decide(_senior, await Ask((await door.Agent.CreateTicket()).Id, 700), true)).Text("code").ShouldBe("approval.approval-role");
        (await door.Manager.Call(HttpMethod.Put, "/approval-delegation", new { personId = manager, until = DateTimeOffset.UtcNow.AddDays(1) })).Text("code").ShouldBe("ticket.person-unknown");
        (await door.Manager.Call(HttpMethod.Put, "/approval-delegation", new { personId = senior, until = DateTimeOffset.UtcNow.AddDays(-1) })).Text("code").ShouldBe("approval.delegation-until");
    }

    [Fact]
    public async Task What_nobody_decides_in_time_is_handed_up_once()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var approval = await Ask(ticket, 800);
        (await door.Execute($"update due_messages set due_at = now() where name = 'approval-overdue' and body like '%{approval}%'")).ShouldBe(1);
        await door.Eventually(async () => (await door.Agent.Get($"/approvals/{approval}")).Body["escalatedAt"] is not null, "handed up");
        (await door.Agent.Get($"/approvals/{approval}")).Text("role").ShouldBe("admin");
        (await Decide(_lead, approval, true)).Text("code").ShouldBe("approval.approval-role");
        ((string)(await door.Agent.Get($"/tickets/{ticket}/messages")).Items[^1]["body"]!).ShouldStartWith("Not decided in time");
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.approval-asked.v1", approval).Any(a => (bool)a["escalated"]!)), "told again");
    }

    [Fact]
    public async Task A_macro_asks_and_a_trigger_goes_on_when_it_is_approved()
    {
        var tag = $"t{Guid.NewGuid():n}"[..12];
        var trigger = await door.Manager.Post("/triggers", new { name = tag, trigger = new { on = new[] { "approved" }, all = new { tags = new[] { tag } }, actions = new object[] { new { step = "note", text = "Send it" } } } });
        (await door.Manager.Call(HttpMethod.Put, $"/triggers/{trigger.Id}/activation", new { accept = new[] { "repeats", "conflict", "loop", "reply-storm", "shadowed" } }, "*")).Status.ShouldBe(HttpStatusCode.OK);
        var macro = await door.Manager.Post("/macros", new { name = tag, actions = new object[] { new { step = "add-tags", tags = new[] { tag } }, new { step = "ask-approval", text = "Goodwill for {{customer.name}}", amount = 50 } } });
        macro.Status.ShouldBe(HttpStatusCode.Created, macro.Body.ToJsonString());
        var ticket = (await door.Agent.CreateTicket()).Id;
        (await door.Agent.PutFresh($"/tickets/{ticket}", $"/macro-runs/{Guid.NewGuid()}", new { macroId = macro.Id })).Status.ShouldBe(HttpStatusCode.OK);
        var approval = (await door.Agent.Get($"/tickets/{ticket}/approvals")).Items.Single();
        ((string)approval["subject"]!, (decimal)approval["amount"]!).ShouldBe(("Goodwill for Anna", 50m));
        (await Decide(_senior, (Guid)approval["id"]!, true)).Text("state").ShouldBe("approved");
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}/firings")).Items.Count == 1, "the trigger heard it");
        await door.Manager.Call(HttpMethod.Delete, $"/triggers/{trigger.Id}", null, "*");
    }

    [Theory]
    [InlineData("""[{"above":1,"role":"senior"}]""", 422, "approval-rule.order")]
    [InlineData("""[{"above":0,"role":"senior"},{"above":0,"role":"manager"}]""", 422, "approval-rule.order")]
    [InlineData("""[{"above":0}]""", 422, "approval-rule.nobody")]
    [InlineData("""[{"above":0,"people":["01a2013c-61c5-7262-bb71-2cdd6e3c0c88"]}]""", 422, "ticket.person-unknown")]
    [InlineData("""[{"above":0,"people":["01a2013c-61c5-7262-bb71-2cdd6e3c0c88"],"needed":2}]""", 422, "approval-rule.too-few")]
    [InlineData("""[{"above":0,"role":"king"}]""", 400, "request.malformed")]
    [InlineData("""[]""", 400, "request.invalid")]
    public async Task Rules_that_make_no_sense_are_refused(string rules, int status, string code)
    {
        var answer = await door.Manager.Call(HttpMethod.Put, "/approval-rules", $$"""{"rules":{{rules}}}""", "*");
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
    }

    [Fact]
    public async Task Another_organisation_sees_none_of_it_and_a_stale_decision_is_refused()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var approval = await Ask(ticket, 10);
        (await door.Stranger.Get($"/approvals/{approval}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Post($"/tickets/{ticket}/approvals", new { subject = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Call(HttpMethod.Put, "/approval-rules", new { rules = new[] { new { above = 0, role = "senior" } } }, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _senior.Call(HttpMethod.Put, $"/approvals/{approval}/decision", new { approved = true })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await _senior.Call(HttpMethod.Put, $"/approvals/{approval}/decision", new { approved = true }, "\"9\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    private async Task<Guid> Ask(Guid ticket, decimal amount)
    {
        var asked = await door.Agent.Post($"/tickets/{ticket}/approvals", new { subject = "Goodwill", amount, currency = "EUR" });
        asked.Status.ShouldBe(HttpStatusCode.Created, asked.Body.ToJsonString());
        return asked.Id;
    }

    private static Task<Answer> Decide(HttpClient by, Guid approval, bool approved, string? comment = null) => by.Call(HttpMethod.Put, $"/approvals/{approval}/decision", new { approved, comment }, "*");

    /// <summary>The key's bearer works here as a person too.</summary>
    private async Task<Guid> Known(HttpClient key, string name, string role)
    {
        var note = await key.Post($"/tickets/{(await door.Agent.CreateTicket()).Id}/messages", new { visibility = "internal", body = "me" });
        var id = (Guid)note.Body["authorId"]!;
        await door.Tell(new PersonUpserted(id, name, $"{id:n}@nordlys.example", "en", [role], [], true));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{id}' and '{role}' = any(roles)") == 1, $"{name} is known");
        return id;
    }
}
