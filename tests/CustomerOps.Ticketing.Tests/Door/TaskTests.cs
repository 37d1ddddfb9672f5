using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class TaskTests(TicketingStack door)
{
    [Fact]
    public async Task A_blocking_task_keeps_the_ticket_open_by_name_until_it_is_done()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var task = await Add(ticket, new { title = "Look in the depot", personId = door.Person, blocks = true });
        await Add(ticket, new { title = "Water the plants", queue = "seniors" });
        await door.Hear("ticketing.task-assigned.v1", task.Id);
        var refused = await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "done" });
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "ticket.blocked"));
        refused.Text("detail").ShouldContain("Look in the depot");
        refused.Text("detail").ShouldNotContain("plants");

        var done = await door.Agent.PutFresh($"/tasks/{task.Id}", "/completion", new { });
        (done.Text("state"), done.Text("settledByName")).ShouldBe(("done", "agent"));
        (await door.Agent.PutFresh($"/tasks/{task.Id}", "/completion", new { })).ETag.ShouldBe(done.ETag);
        (await door.Agent.DeleteFresh($"/tasks/{task.Id}", "/completion")).Text("state").ShouldBe("open");
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "done" })).Text("code").ShouldBe("ticket.blocked");
        (await door.Agent.PutFresh($"/tasks/{task.Id}", "/cancellation", new { })).Text("state").ShouldBe("cancelled");
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "done" })).Text("state").ShouldBe("solved");
        (await door.Agent.Post($"/tickets/{ticket}/tasks", new { title = "Too late", queue = "seniors", blocks = true })).Text("code").ShouldBe("ticket.already-solved");
    }

    [Fact]
    public async Task A_task_changes_hands_and_time_and_stops_blocking()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var task = await Add(ticket, new { title = "Ask", queue = "seniors", blocks = true });
        var changed = await door.Agent.PutFresh($"/tasks/{task.Id}", "", new { title = "Ask again", personId = door.Person, dueAt = "2031-02-03T10:00:00Z", blocks = false });
        (changed.Text("title"), (Guid)changed.Body["personId"]!, changed.Body["queue"]).ShouldBe(("Ask again", door.Person, null));
        (await door.Agent.Call(HttpMethod.Put, $"/tasks/{task.Id}/completion", null, task.ETag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "done" })).Text("state").ShouldBe("solved");
        await door.Agent.PutFresh($"/tasks/{task.Id}", "/completion", new { });
        (await door.Agent.PutFresh($"/tasks/{task.Id}", "", new { title = "No more", queue = "seniors" })).Text("code").ShouldBe("task.settled");
    }

    [Fact]
    public async Task Tasks_are_listed_by_whose_they_are_the_next_due_first()
    {
        var queue = $"q{Guid.NewGuid():n}"[..12];
        await door.Manager.Call(HttpMethod.Put, $"/queues/{queue}", new { title = "Depot", reopening = "reopen" }, "*");
        var ticket = (await door.Agent.CreateTicket()).Id;
        List<Guid> ids = [];
        foreach (var due in (string?[])[null, "2031-03-01T00:00:00Z", "2030-03-01T00:00:00Z"]) ids.Add((await Add(ticket, new { title = "T", queue, dueAt = due })).Id);
        Guid[] byDue = [ids[2], ids[1], ids[0]];
        (await Ids($"/tasks?queue={queue}")).ShouldBe(byDue);
        var first = await door.Agent.Get($"/tasks?queue={queue}&limit=2");
        (await Ids($"/tasks?queue={queue}&limit=2&after={first.Body["next"]}")).ShouldBe([ids[0]]);
        (await Ids($"/tasks?queue={queue}&dueBefore=2030-06-01T00:00:00Z")).ShouldBe([ids[2]]);
        (await Ids($"/tasks?queue={queue}&assignee=me")).ShouldBeEmpty();
        (await Ids($"/tasks?queue={queue}&assignee=none&state=open")).Count.ShouldBe(3);
        (await Ids($"/tickets/{ticket}/tasks")).ShouldBe(ids);
        (await Add(ticket, new { title = "P", personId = door.Person })).Id.ShouldBeOneOf([.. await Ids($"/tasks?assignee={door.Person}&limit=100")]);
        (await door.Stranger.Get($"/tasks/{ids[0]}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get($"/tickets/{ticket}/tasks")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"title":" ","queue":"seniors"}""", 400, "request.invalid")]
    [InlineData("""{"title":"t"}""", 422, "task.assignee")]
    [InlineData("""{"title":"t","queue":"kitchen"}""", 422, "ticket.queue-unknown")]
    [InlineData("""{"title":"t","personId":"01a2013c-61c5-7262-bb71-2cdd6e3c0c88"}""", 422, "ticket.person-unknown")]
    [InlineData("""{"title":"t","queue":"seniors","dueAt":"soon"}""", 400, "request.malformed")]
    public async Task A_task_that_makes_no_sense_is_refused(string body, int status, string code)
    {
        var answer = await door.Agent.Post($"/tickets/{(await door.Agent.CreateTicket()).Id}/tasks", body);
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
    }

    [Fact]
    public async Task Items_are_ticked_off_and_those_that_block_are_named()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var list = await door.Agent.Post($"/tickets/{ticket}/checklists", new { title = "Return", items = new object[] { new { text = "Receipt seen", blocks = true }, new { text = "Label sent" } } });
        list.Status.ShouldBe(HttpStatusCode.Created, list.Body.ToJsonString());
        await door.Agent.Post($"/tickets/{ticket}/checklists", new { title = "Second", items = new[] { new { text = "Box", blocks = true } } });
        var refused = await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "done" });
        refused.Text("detail").ShouldContain("Return: Receipt seen; Second: Box");

        var (path, item) = ($"/checklists/{list.Id}", (Guid)list.Body["items"]![0]!["id"]!);
        var ticked = await door.Agent.PutFresh(path, $"/items/{item}/tick", new { });
        ((string)ticked.Body["items"]![0]!["doneByName"]!).ShouldBe("agent");
        (await door.Agent.PutFresh(path, $"/items/{item}/tick", new { })).ETag.ShouldBe(ticked.ETag);
        (await door.Agent.PutFresh(path, $"/items/{Guid.NewGuid()}/tick", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.DeleteFresh(path, $"/items/{item}/tick")).Body["items"]![0]!["doneAt"].ShouldBeNull();
        (await door.Agent.DeleteFresh(path, "")).Status.ShouldBe(HttpStatusCode.NoContent);
        var second = (await door.Agent.Get($"/tickets/{ticket}/checklists")).Items.Single();
        await door.Agent.PutFresh($"/checklists/{second["id"]}", $"/items/{second["items"]![0]!["id"]}/tick", new { });
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "done" })).Text("state").ShouldBe("solved");
    }

    [Fact]
    public async Task A_macro_sets_tasks_and_checklists()
    {
        var macro = await door.Manager.Post("/macros", new
        {
            name = "Return",
            actions = new object[]
            {
                new { step = "add-task", text = "Call {{customer.name}}", personId = door.Person, dueInMinutes = 60, blocks = true },
                new { step = "add-checklist", text = "Papers", items = new[] { new { text = "Receipt", blocks = false } } },
            },
        });
        macro.Status.ShouldBe(HttpStatusCode.Created, macro.Body.ToJsonString());
        var ticket = (await door.Agent.CreateTicket()).Id;
        (await door.Agent.PutFresh($"/tickets/{ticket}", $"/macro-runs/{Guid.NewGuid()}", new { macroId = macro.Id })).Status.ShouldBe(HttpStatusCode.OK);
        var task = (await door.Agent.Get($"/tickets/{ticket}/tasks")).Items.Single();
        ((string)task["title"]!, (bool)task["blocks"]!, (DateTimeOffset)task["dueAt"]! > DateTimeOffset.UtcNow).ShouldBe(("Call Anna", true, true));
        (await door.Agent.Get($"/tickets/{ticket}/checklists")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_task_added_and_a_solution_in_the_same_moment_one_gives_way()
    {
        for (var i = 0; i < 5; i++)
        {
            var ticket = await door.Agent.CreateTicket();
            await Task.WhenAll(
                door.Agent.Post($"/tickets/{ticket.Id}/tasks", new { title = "First", queue = "seniors", blocks = true }),
                door.Agent.Call(HttpMethod.Put, $"/tickets/{ticket.Id}/solution", new { summary = "done" }, ticket.ETag));
            var (state, tasks) = ((await door.Agent.Get($"/tickets/{ticket.Id}")).Text("state"), (await Ids($"/tickets/{ticket.Id}/tasks")).Count);
            (state == "solved" ? tasks == 0 : tasks == 1).ShouldBeTrue($"{state} with {tasks}");
        }
    }

    private async Task<Answer> Add(Guid ticket, object task)
    {
        var added = await door.Agent.Post($"/tickets/{ticket}/tasks", task);
        added.Status.ShouldBe(HttpStatusCode.Created, added.Body.ToJsonString());
        return added;
    }

    private async Task<List<Guid>> Ids(string list) => [.. (await door.Agent.Get(list)).Items.Select(t => (Guid)t["id"]!)];
}
