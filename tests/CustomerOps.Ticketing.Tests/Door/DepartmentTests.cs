using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What other departments are asked, what they see of it, and how their answer comes back; and orders that are hurried.</summary>
[Collection(DoorCollection.Name)]
public sealed class DepartmentTests(TicketingStack door)
{
    [Fact]
    public async Task A_department_sees_its_task_and_nothing_of_the_customer_and_its_answer_lands_on_the_ticket()
    {
        using var colleague = door.Stack.Client("nordlys", "colleague");
        var (email, external) = (Calls.NewAddress(), $"D-{Guid.NewGuid():n}");
        var order = (await door.Partner.Post("/orders", Calls.Order(external, "processed", email))).Id;
        var ticket = (await door.Agent.CreateTicket(email, orderId: order)).Id;
        var (mine, others) = (await Department(await Colleague()), await Department());
        var task = await Ask(ticket, mine, withOrder: true);
        (task.Status, task.Text("orderNumber"), (Guid)task.Body["ticketId"]!).ShouldBe((HttpStatusCode.Created, external, ticket));
        await door.Hear("ticketing.department-asked.v1", task.Id);
        var hidden = await Ask(ticket, others);

        var seen = await colleague.Get($"/department-tasks/{task.Id}");
        seen.Body["ticketId"].ShouldBeNull();
        foreach (var secret in (string[])[email, "Anna", "Olga", $"{ticket}"]) seen.Body.ToJsonString().ShouldNotContain(secret);
        (await colleague.Get($"/department-tasks/{hidden.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await colleague.Get("/department-tasks?limit=100")).Items.Select(t => (Guid)t["id"]!).ShouldBe([task.Id]);
        (await colleague.Get($"/tickets/{ticket}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await colleague.PutFresh($"/department-tasks/{task.Id}", "/cancellation", new { })).Status.ShouldBe(HttpStatusCode.Forbidden);

        var taken = await colleague.PutFresh($"/department-tasks/{task.Id}", "/taking", new { });
        (taken.Text("state"), taken.Text("takenByName")).ShouldBe(("taken", "colleague"));
        (await colleague.PutFresh($"/department-tasks/{task.Id}", "/taking", new { })).ETag.ShouldBe(taken.ETag);
        (await colleague.Call(HttpMethod.Put, $"/department-tasks/{hidden.Id}/answer", new { answer = "x" }, "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        var answered = await colleague.PutFresh($"/department-tasks/{task.Id}", "/answer", new { answer = "Two in hall C" });
        answered.Text("state").ShouldBe("answered");
        (await colleague.PutFresh($"/department-tasks/{task.Id}", "/answer", new { answer = "Two in hall C" })).ETag.ShouldBe(answered.ETag);
        (await colleague.PutFresh($"/department-tasks/{task.Id}", "/answer", new { answer = "Three" })).Text("code").ShouldBe("department-task.over");
        var notes = (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Where(m => (string)m["visibility"]! == "internal").ToList();
        ((string)notes.Single()["body"]!).ShouldBe($"{mine}: Is it in stock?\n\nTwo in hall C");
        (await door.Agent.Get($"/tickets/{ticket}/department-tasks")).Items.Select(t => (string)t["state"]!).ShouldBe(["answered", "open"]);
        (await door.Agent.PutFresh($"/department-tasks/{hidden.Id}", "/cancellation", new { })).Text("state").ShouldBe("cancelled");
    }

    [Fact]
    public async Task What_is_not_answered_in_time_goes_a_tier_up_once()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var task = await Ask(ticket, await Department());
        await door.Execute($"update due_messages set due_at = now() where name = 'department-task-due' and body::jsonb ->> 'taskId' = '{task.Id}'");
        await door.Hear("ticketing.department-overdue.v1", task.Id);
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}")).Text("tier") == "senior", "handed up");
        (await door.Agent.Get($"/department-tasks/{task.Id}")).Body["missedAt"].ShouldNotBeNull();
        (await door.Agent.Get($"/tickets/{ticket}/escalations")).Body.ToJsonString().ShouldContain("did not answer in time: Is it in stock?");

        var done = await Ask(ticket, task.Text("department"));
        await door.Agent.PutFresh($"/department-tasks/{done.Id}", "/answer", new { answer = "Yes" });
        await door.Execute($"update due_messages set due_at = now() where name = 'department-task-due' and body::jsonb ->> 'taskId' = '{done.Id}'");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'department-task-due' and body::jsonb ->> 'taskId' = '{done.Id}'") == 0, "the look came");
        (await door.Agent.Get($"/department-tasks/{done.Id}")).Body["missedAt"].ShouldBeNull();
    }

    [Fact]
    public async Task Wrong_departments_and_times_are_refused_and_strangers_see_none()
    {
        var (ticket, department) = ((await door.Agent.CreateTicket()).Id, await Department());
        (await Ask(ticket, "nowhere")).Text("code").ShouldBe("department.unknown");
        (await Ask(ticket, department, withOrder: true)).Text("code").ShouldBe("department-task.no-order");
        (await Ask(ticket, department, DateTimeOffset.UtcNow.AddMinutes(-1))).Text("code").ShouldBe("department-task.past");
        var task = await Ask(ticket, department);
        (await door.Stranger.Get($"/department-tasks/{task.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get("/department-tasks?limit=100")).Items.ShouldNotContain(t => (Guid)t["id"]! == task.Id);
        (await door.Manager.Call(HttpMethod.Put, $"/departments/{department}", new { title = "x", members = new[] { Guid.NewGuid() } }, "*")).Text("code").ShouldBe("ticket.person-unknown");
        (await door.Agent.Call(HttpMethod.Put, $"/departments/{department}", new { title = "x", members = Array.Empty<Guid>() }, "*")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Agent.Get("/department-tasks?state=lost")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_order_is_hurried_once_by_the_policy_and_what_it_costs_is_approved()
    {
        var set = await door.Manager.PutFresh("/return-policy", "", System.Text.Json.Nodes.JsonNode.Parse("""{ "rules": [{ "id": "hurry", "action": "expedite", "statuses": ["pending", "processed"], "approvals": [{ "above": 10, "role": "supervisor" }], "text": "What has not come can be hurried." }] }""")!);
        set.Status.ShouldBe(HttpStatusCode.OK, set.Body.ToJsonString());
        var (free, dear, come) = (await Order("processed"), await Order("pending"), await Order("delivered"));
        var done = await Expedite(free, new { reason = "A wedding" });
        (done.Text("action"), done.Text("state")).ShouldBe(("expedite", "completed"), done.Body.ToJsonString());
        ((string)(await door.Hear("ticketing.order-action-approved.v1", done.Id))["action"]!).ShouldBe("expedite");
        (await Expedite(free, new { reason = "Again" })).Id.ShouldBe(done.Id);
        var asked = await Expedite(dear, new { reason = "A wedding", cost = 25 });
        (asked.Text("state"), asked.Text("approver"), (decimal)asked.Body["cost"]!).ShouldBe(("awaiting-approval", "supervisor", 25m));
        (await door.Stack.Client("nordlys", "supervisor").PutFresh($"/order-actions/{asked.Id}", "/approval", new { approved = true })).Text("state").ShouldBe("completed");
        var refused = await Expedite(come, new { reason = "A wedding" });
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "order-action.status"));
        refused.Text("detail").ShouldContain("hurry");
        (await door.Agent.Call(HttpMethod.Put, $"/orders/{free}/expedite", new { reason = " " })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<string> Department(params Guid[] members)
    {
        var name = $"d{Guid.NewGuid():n}"[..16];
        var made = await door.Manager.Call(HttpMethod.Put, $"/departments/{name}", new { title = name, members }, "\"0\"");
        made.Status.ShouldBe(HttpStatusCode.OK, made.Body.ToJsonString());
        return name;
    }

    /// <summary>Who the colleagues' key is, made known as Identity would.</summary>
    private async Task<Guid> Colleague()
    {
        await using var identity = door.Stack.Database("identity");
        await using var command = identity.CreateCommand($"select id from api_keys where tenant_id = '{door.Stack.Organisation("nordlys")}' and 'colleague' = any(roles)");
        var me = (Guid)(await command.ExecuteScalarAsync())!;
        await door.Tell(new Contracts.Identity.PersonUpserted(me, "Cora Colleague", "cora@nordlys.example", "da", ["colleague"], [], true));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{me}'") == 1, "the person is known");
        return me;
    }

    private Task<Answer> Ask(Guid ticket, string department, DateTimeOffset? dueAt = null, bool withOrder = false) =>
        door.Agent.Post($"/tickets/{ticket}/department-tasks", new { department, title = "Is it in stock?", details = "The shop shows 3.", dueAt = dueAt ?? DateTimeOffset.UtcNow.AddHours(4), withOrder });

    private Task<Answer> Expedite(Guid order, object body) => door.Agent.Call(HttpMethod.Put, $"/orders/{order}/expedite", body);

    private async Task<Guid> Order(string status) => (await door.Partner.Post("/orders", Calls.Order($"H-{Guid.NewGuid():n}", status))).Id;
}
