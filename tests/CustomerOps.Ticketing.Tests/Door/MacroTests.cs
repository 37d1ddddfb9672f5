using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class MacroTests(TicketingStack door)
{
    [Fact]
    public async Task All_steps_are_done_in_their_order_and_the_same_run_again_changes_nothing()
    {
        var macro = await Create(
            new { step = "set-priority", priority = "urgent" }, new { step = "add-tags", tags = new[] { "delivery", "late" } }, new { step = "assign-person", personId = door.Person },
            new { step = "note", text = "Asked the carrier about {{ticket.number}}" }, new { step = "reply", text = "Dear {{customer.name}}, we look for it." },
            new { step = "wait", waiting = "on-hold", text = "The carrier looks" });
        var ticket = await door.Agent.CreateTicket();
        var run = $"/tickets/{ticket.Id}/macro-runs/{Guid.NewGuid()}";
        var done = await door.Agent.Call(HttpMethod.Put, run, new { macroId = macro }, ticket.ETag);
        done.Status.ShouldBe(HttpStatusCode.OK, done.Body.ToJsonString());
        (done.Text("priority"), done.Text("state"), done.Text("waitReason"), (Guid)done.Body["assignee"]!["personId"]!).ShouldBe(("urgent", "on-hold", "The carrier looks", door.Person));
        done.Body["tags"]!.AsArray().Select(t => (string)t!).ShouldBe(["delivery", "late"]);
        (await Said(ticket.Id)).ShouldBe([("internal", $"Asked the carrier about {ticket.Text("number")}"), ("public", "Dear Anna, we look for it.")]);

        var again = await door.Agent.Call(HttpMethod.Put, run, new { macroId = macro }, ticket.ETag);
        (again.Status, again.ETag).ShouldBe((HttpStatusCode.OK, done.ETag));
        (await Said(ticket.Id)).Count.ShouldBe(2);
        (await door.Agent.Call(HttpMethod.Put, run, new { macroId = await Create(new { step = "note", text = "x" }) }, "*")).Text("code").ShouldBe("macro.run-taken");
    }

    [Fact]
    public async Task One_step_that_cannot_be_done_leaves_the_ticket_as_it_was()
    {
        var macro = await Create(new { step = "add-tags", tags = new[] { "half" } }, new { step = "note", text = "half" }, new { step = "reply", text = "About {{order.number}}" });
        var ticket = await door.Agent.CreateTicket();
        var refused = await door.Agent.Call(HttpMethod.Put, $"/tickets/{ticket.Id}/macro-runs/{Guid.NewGuid()}", new { macroId = macro }, ticket.ETag);
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "template.value-missing"));
        (await door.Agent.Get($"/tickets/{ticket.Id}")).ETag.ShouldBe(ticket.ETag);
        (await Said(ticket.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_macro_hands_up_and_another_solves()
    {
        var (up, solve) = (await Create(new { step = "escalate", tier = "senior", text = "Too hard" }), await Create(new { step = "remove-tags", tags = new[] { "none" } }, new { step = "solve", text = "Done for {{customer.name}}" }));
        var ticket = await door.Agent.CreateTicket();
        (await door.Agent.PutFresh($"/tickets/{ticket.Id}", $"/macro-runs/{Guid.NewGuid()}", new { macroId = up })).Text("tier").ShouldBe("senior");
        var solved = await door.Agent.PutFresh($"/tickets/{ticket.Id}", $"/macro-runs/{Guid.NewGuid()}", new { macroId = solve });
        (solved.Text("state"), (string)solved.Body["solution"]!["summary"]!).ShouldBe(("solved", "Done for Anna"));
        await door.Hear("ticketing.ticket-solved.v1", ticket.Id);
    }

    [Fact]
    public async Task A_run_needs_the_version_and_a_macro_that_is_there()
    {
        var ticket = await door.Agent.CreateTicket();
        var run = $"/tickets/{ticket.Id}/macro-runs/{Guid.NewGuid()}";
        var macro = await Create(new { step = "note", text = "x" });
        (await door.Agent.Call(HttpMethod.Put, run, new { macroId = macro })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await door.Agent.Call(HttpMethod.Put, run, new { macroId = macro }, "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Agent.Call(HttpMethod.Put, run, new { macroId = Guid.NewGuid() }, ticket.ETag)).Text("code").ShouldBe("macro.unknown");
        (await door.Stranger.Call(HttpMethod.Put, run, new { macroId = macro }, "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var analyst = door.Stack.Client("nordlys", "analyst");
        (await analyst.Call(HttpMethod.Put, run, new { macroId = macro }, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("[]", 400, "request.invalid")]
    [InlineData("""[{"step":"dance"}]""", 400, "request.malformed")]
    [InlineData("""[{"step":"note"}]""", 422, "macro.step")]
    [InlineData("""[{"step":"assign-me","text":"x"}]""", 422, "macro.step")]
    [InlineData("""[{"step":"reply","text":"x","templateId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}]""", 422, "macro.step")]
    [InlineData("""[{"step":"reply","templateId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}]""", 422, "macro.template-unknown")]
    [InlineData("""[{"step":"move-to-queue","queue":"kitchen"}]""", 422, "ticket.queue-unknown")]
    [InlineData("""[{"step":"assign-person","personId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}]""", 422, "ticket.person-unknown")]
    [InlineData("""[{"step":"note","text":"{{secret}}"}]""", 422, "template.unknown-variable")]
    [InlineData("""[{"step":"solve","text":"x"},{"step":"note","text":"x"}]""", 422, "macro.solves-first")]
    public async Task A_macro_that_makes_no_sense_is_refused(string actions, int status, string code)
    {
        var answer = await door.Manager.Post("/macros", $$"""{"name":"n","actions":{{actions}}}""");
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
    }

    private async Task<Guid> Create(params object[] actions)
    {
        var created = await door.Manager.Post("/macros", new { name = "Macro", actions });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        return created.Id;
    }

    private async Task<List<(string, string)>> Said(Guid ticket) =>
        [.. (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Skip(1).Select(m => ((string)m["visibility"]!, (string)m["body"]!))];
}
