using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What customers are promised: kept in time or escalated, and done only when their ticket stayed solved.</summary>
[Collection(DoorCollection.Name)]
public sealed class PromiseTests(TicketingStack door)
{
    [Fact]
    public async Task A_call_back_keeps_the_ticket_open_until_the_customer_was_reached()
    {
        var (ticket, promise) = await Promise();
        await door.Hear("ticketing.promise-made.v1", promise.Id);
        var refused = await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "Called" });
        (refused.Status, refused.Text("code")).ShouldBe((HttpStatusCode.Conflict, "ticket.blocked"));
        refused.Text("detail").ShouldContain("We call you by Friday");

        await Attempt(promise.Id, "no-answer");
        (await Keep(promise.Id)).Text("code").ShouldBe("promise.not-reached");
        var reached = await Attempt(promise.Id, "reached");
        reached.Body["attempts"]!.AsArray().Select(a => (string)a!["outcome"]!).ShouldBe(["no-answer", "reached"]);
        var kept = await Keep(promise.Id);
        (kept.Text("state"), (bool)kept.Body["done"]!, (bool)kept.Body["late"]!, kept.Text("settledByName")).ShouldBe(("kept", false, false, "agent"));
        (await Keep(promise.Id)).ETag.ShouldBe(kept.ETag);
        (await Attempt(promise.Id, "busy")).Text("code").ShouldBe("promise.over");
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "Called" })).Text("state").ShouldBe("solved");
    }

    [Fact]
    public async Task What_was_kept_is_owed_again_when_its_ticket_opens_again_and_done_when_it_stayed_solved()
    {
        var (ticket, promise) = await Promise();
        await Attempt(promise.Id, "reached");
        await Keep(promise.Id);
        await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "Called" });
        await door.Agent.DeleteFresh($"/tickets/{ticket}", "/solution");
        var owed = await State(promise.Id, "open");
        owed.Body["keptAt"].ShouldBeNull();
        ((DateTimeOffset)owed.Body["dueAt"]!).ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        (await Keep(promise.Id)).Text("code").ShouldBe("promise.not-reached");

        await Attempt(promise.Id, "reached");
        await Keep(promise.Id);
        await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "This time" });
        await door.Execute($"update due_messages set due_at = now() where name = 'close-ticket' and body::jsonb ->> 'ticketId' = '{ticket}'");
        ((bool)(await State(promise.Id, "settled")).Body["done"]!).ShouldBeTrue();
        (await Kinds(ticket)).ShouldBe(["promise-kept", "promise-owed-again", "promise-kept", "promise-made"]);
    }

    [Fact]
    public async Task What_is_missed_is_told_and_goes_a_tier_up_once_however_often_the_look_comes()
    {
        var (ticket, promise) = await Promise();
        await Due("promise-soon", promise.Id);
        await door.Hear("ticketing.promise-due-soon.v1", promise.Id);
        await Missed(promise.Id, 1);
        ((int)(await door.Hear("ticketing.promise-missed.v1", promise.Id))["times"]!).ShouldBe(1);
        var missed = await door.Agent.Get($"/promises/{promise.Id}");
        (missed.Text("state"), (bool)missed.Body["late"]!).ShouldBe(("open", true));
        (await door.Agent.Get($"/tickets/{ticket}")).Text("tier").ShouldBe("senior");

        // The next looks are planned for the next working day each, until the supervisors have it.
        await Missed(promise.Id, 2);
        await Missed(promise.Id, 3);
        (await door.Agent.Get($"/tickets/{ticket}")).Text("tier").ShouldBe("supervisor");
        await Missed(promise.Id, 4);
        (await door.Scalar<long>($"select count(*) from due_messages where name = 'promise-missed' and body::jsonb ->> 'promiseId' = '{promise.Id}'")).ShouldBe(0);
        var listed = await door.Agent.Get("/promises?missed=true&limit=100");
        listed.Body["items"]!.AsArray().Select(p => (Guid)p!["id"]!).ShouldContain(promise.Id);
    }

    [Fact]
    public async Task A_new_time_takes_the_old_alarms_away_and_a_withdrawn_promise_is_owed_no_more()
    {
        var (ticket, promise) = await Promise();
        var changed = await door.Agent.PutFresh($"/promises/{promise.Id}", "", new { kind = "call-back", text = "We call you on Monday", dueAt = DateTimeOffset.UtcNow.AddDays(5), personId = door.Person });
        (changed.Text("text"), (Guid)changed.Body["personId"]!).ShouldBe(("We call you on Monday", door.Person));
        await door.Execute($"update due_messages set due_at = now() where name = 'promise-missed' and body::jsonb ->> 'promiseId' = '{promise.Id}' and due_at < now() + interval '4 days'");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'promise-missed' and body::jsonb ->> 'promiseId' = '{promise.Id}'") == 1, "the old look came");
        (await door.Agent.Get($"/promises/{promise.Id}")).Body["missedAt"].ShouldBeNull();
        (await Ids($"/promises?assignee={door.Person}&limit=100")).ShouldContain(promise.Id);

        var withdrawn = await door.Agent.PutFresh($"/promises/{promise.Id}", "/withdrawal", new { reason = "He wrote that it has come" });
        (withdrawn.Text("state"), withdrawn.Text("outcome")).ShouldBe(("withdrawn", "He wrote that it has come"));
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "Came" })).Text("state").ShouldBe("solved");
        (await door.Agent.PutFresh($"/promises/{promise.Id}", "/fulfilment", new { outcome = "x" })).Text("code").ShouldBe("promise.over");
        (await door.Agent.Post($"/tickets/{ticket}/promises", Body())).Text("code").ShouldBe("ticket.already-solved");
    }

    [Fact]
    public async Task Wrong_promises_are_refused_and_other_organisations_see_none()
    {
        var (ticket, promise) = await Promise();
        (await door.Agent.Post($"/tickets/{ticket}/promises", Body(DateTimeOffset.UtcNow.AddMinutes(-1)))).Text("code").ShouldBe("promise.past");
        (await door.Agent.Post($"/tickets/{ticket}/promises", Body(DateTimeOffset.UtcNow.AddYears(2)))).Text("code").ShouldBe("promise.far");
        (await door.Agent.Post($"/tickets/{ticket}/promises", new { kind = "answer", text = "x", dueAt = DateTimeOffset.UtcNow.AddDays(1), personId = Guid.NewGuid() })).Text("code").ShouldBe("ticket.person-unknown");
        (await door.Agent.Post($"/tickets/{Guid.NewGuid()}/promises", Body())).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get($"/promises/{promise.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Get($"/tickets/{ticket}/promises")).Status.ShouldBe(HttpStatusCode.NotFound);
        var answer = await door.Agent.Post($"/tickets/{ticket}/promises", new { kind = "answer", text = "We write", dueAt = DateTimeOffset.UtcNow.AddDays(1) });
        (await Attempt(answer.Id, "busy")).Text("code").ShouldBe("promise.not-a-call");
        (await Keep(answer.Id)).Text("state").ShouldBe("kept");
        (await Ids($"/tickets/{ticket}/promises")).ShouldBe([promise.Id, answer.Id]);
    }

    [Fact]
    public async Task Two_that_note_an_attempt_at_once_are_both_heard()
    {
        var (_, promise) = await Promise();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Attempt(promise.Id, i % 2 == 0 ? "busy" : "voicemail")));
        (await door.Agent.Get($"/promises/{promise.Id}")).Body["attempts"]!.AsArray().Count.ShouldBe(4);
    }

    private static object Body(DateTimeOffset? dueAt = null) => new { kind = "call-back", text = "We call you by Friday 15:00", dueAt = dueAt ?? DateTimeOffset.UtcNow.AddDays(3), contact = "+47 900 00 000" };

    private async Task<(Guid Ticket, Answer Promise)> Promise()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var made = await door.Agent.Post($"/tickets/{ticket}/promises", Body());
        made.Status.ShouldBe(HttpStatusCode.Created);
        return (ticket, made);
    }

    private Task<Answer> Attempt(Guid promise, string outcome) => door.Agent.Post($"/promises/{promise}/attempts", new { outcome, note = "From the office" });

    private Task<Answer> Keep(Guid promise) => door.Agent.PutFresh($"/promises/{promise}", "/fulfilment", new { outcome = "Told her" });

    private async Task<Answer> State(Guid promise, string state)
    {
        await door.Eventually(async () => (await door.Agent.Get($"/promises/{promise}")).Text("state") == state, $"it is {state}");
        return await door.Agent.Get($"/promises/{promise}");
    }

    private Task<int> Due(string name, Guid promise) => door.Execute($"update due_messages set due_at = now() where name = '{name}' and body::jsonb ->> 'promiseId' = '{promise}'");

    private async Task Missed(Guid promise, int escalations)
    {
        await Due("promise-missed", promise);
        await door.Eventually(async () => (int)(await door.Agent.Get($"/promises/{promise}")).Body["escalations"]! == escalations, "the look came");
    }

    private async Task<List<string>> Kinds(Guid ticket)
    {
        var customer = (Guid)(await door.Agent.Get($"/tickets/{ticket}")).Body["requester"]!["id"]!;
        var entries = (await door.Agent.Get($"/customers/{customer}/timeline?limit=100")).Body["items"]!.AsArray();
        return [.. entries.Select(e => (string)e!["kind"]!).Where(k => k.StartsWith("promise-", StringComparison.Ordinal))];
    }

    private async Task<List<Guid>> Ids(string path) => [.. (await door.Agent.Get(path)).Body["items"]!.AsArray().Select(i => (Guid)i!["id"]!)];
}
