using System.Net;
using System.Text.Json.Nodes;
using CustomerOps.Testing.DataProtection;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Tickets find people through the door: who is on shift, able and has room.</summary>
[Collection(RoutedCollection.Name)]
public sealed class RoutingTests(RoutedStack door)
{
    [Fact]
    public async Task What_waits_goes_to_who_comes_on_shift_the_most_urgent_first_and_never_above_the_limit()
    {
        var (queue, skill) = await door.NewDesk();
        var (normal, low, urgent) = (await door.Wait(queue), await door.Wait(queue, "low"), await door.Wait(queue, "urgent"));
        var person = await door.Hire("Ada", skill);
        await Limit(person, new { email = 2 });
        await door.Eventually(async () => await door.Agent.Get($"/tickets/{urgent}/routing") is var waiting && waiting.Text("state") == "waits" && !(bool)waiting.Body["degraded"]! && waiting.Body["decisions"]!.AsArray().Count == 0, "it waits");

        await door.StartShift(person);
        await door.Holds(person, urgent);
        await door.Holds(person, normal);
        (await door.HolderOf(low)).ShouldBeNull();
        var why = await door.Agent.Get($"/tickets/{low}/routing");
        ((string)Candidate(why, person)["whyNot"]!, (int)Candidate(why, person)["carried"]!, (int)Candidate(why, person)["limit"]!).ShouldBe(("full", 2, 2));
        var chosen = (await door.Agent.Get($"/tickets/{urgent}/routing")).Body["decisions"]![0]!;
        ((Guid)chosen["personId"]!, (string)chosen["why"]!, (int)chosen["able"]!).ShouldBe((person, "least-loaded", 1));

        await door.Agent.PutFresh($"/tickets/{normal}", "/solution", new { summary = "done" });
        await door.Holds(person, low); // room that was freed drains the queue
    }

    [Fact]
    public async Task What_is_moved_while_it_is_given_out_goes_to_nobody_of_the_queue_it_left()
    {
        var ((queue, skill), (elsewhere, _)) = (await door.NewDesk(), await door.NewDesk());
        var ticket = await door.Wait(queue);
        var person = await door.Hire("Quick", skill);
        await using var database = door.Stack.Database("ticketing");
        await using var moving = await HeldOpen.Write(database, $"update tickets set queue = '{elsewhere}', version = version + 1 where id = '{ticket}'");
        await door.StartShift(person);
        await door.Eventually(async () => await Blocked() > 0, "it is to be given to them");
        await moving.Commit();
        await door.Eventually(async () => await Blocked() == 0, "it goes on");
        await door.Holds(person, await door.Wait(queue)); // what was given out before is done
        (await door.HolderOf(ticket)).ShouldBeNull();

        Task<long> Blocked() => door.Scalar<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%order by t.id for update%'");
    }

    [Fact]
    public async Task Who_learns_the_skill_is_given_what_waited_for_it()
    {
        var (queue, skill) = await door.NewDesk();
        var ticket = await door.Wait(queue);
        var person = await door.Hire("Beginner", skill, level: 1);
        await door.StartShift(person);
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}/routing")) is var why && why.Body["candidates"]!.AsArray().Any(c => (Guid)c!["personId"]! == person && (string?)c["whyNot"] == "lacks-skill"), "the reason");
        await door.Learn(person, skill, 3);
        await door.Holds(person, ticket);
    }

    [Fact]
    public async Task A_sick_call_hands_open_tickets_to_the_substitute_and_who_is_back_is_given_new_ones()
    {
        var (queue, skill) = await door.NewDesk();
        var (sick, other, substitute) = (await door.Hire("Sick", skill), await door.Hire("Other", skill), await door.Hire("Substitute", skill));
        await Limit(sick, new { email = 1 }, substitute);
        await Limit(substitute, new { email = 9 }, sick); // a circle
        await door.StartShift(sick);
        var ticket = await door.Wait(queue);
        await door.Holds(sick, ticket);
        await door.StartShift(other);
        await door.StartShift(substitute);
        (await door.Lead.Call(HttpMethod.Put, $"/people/{sick}/absence", new { handsOver = true }, "*")).Status.ShouldBe(HttpStatusCode.OK);
        await door.Holds(substitute, ticket);
        ((string)(await door.Agent.Get($"/tickets/{ticket}/routing")).Body["decisions"]![0]!["why"]!).ShouldBe("substitute");

        foreach (var person in (Guid[])[other, substitute]) await Limit(person, new { email = 0 });
        var next = await door.Wait(queue);
        (await door.HolderOf(next)).ShouldBeNull();
        await door.Lead.Call(HttpMethod.Delete, $"/people/{sick}/absence", null, "*");
        await door.Holds(sick, next);
    }

    [Fact]
    public async Task When_a_shift_ends_a_chat_goes_on_with_somebody_else_and_a_mail_waits_for_the_next_shift()
    {
        var (queue, skill) = await door.NewDesk();
        var (leaving, staying) = (await door.Hire("Leaving", skill), await door.Hire("Staying", skill));
        var shift = await door.StartShift(leaving);
        var (chat, mail) = (await door.Wait(queue, channel: "chat"), await door.Wait(queue));
        await door.Holds(leaving, chat);
        await door.Holds(leaving, mail);
        await door.StartShift(staying);
        var ended = await door.Lead.Call(HttpMethod.Put, $"/shifts/{shift.Id}", new { personId = leaving, startsAt = (DateTimeOffset)shift.Body["startsAt"]!, endsAt = DateTimeOffset.UtcNow.AddSeconds(1.5) }, "*");
        ended.Status.ShouldBe(HttpStatusCode.OK, ended.Body.ToJsonString());
        await door.Holds(staying, chat);
        (await door.HolderOf(mail)).ShouldBe(leaving);
    }

    [Fact]
    public async Task A_reopened_ticket_goes_to_who_had_it_while_they_are_there_else_to_another()
    {
        var (queue, skill) = await door.NewDesk();
        var (first, second) = (await door.Hire("First", skill), await door.Hire("Second", skill));
        await door.StartShift(first);
        var ticket = await door.Wait(queue);
        await door.Holds(first, ticket);
        await door.StartShift(second);
        await Reopen(ticket);
        await door.Eventually(async () => await door.Scalar<long>("select count(*) from due_messages where name in ('review-keeper', 'drain-queues') and due_at <= now() + interval '1 second'") == 0, "reviewed");
        (await door.HolderOf(ticket)).ShouldBe(first);
        await door.Lead.Call(HttpMethod.Put, $"/people/{first}/absence", new { handsOver = false }, "*");
        await Reopen(ticket);
        await door.Holds(second, ticket);
    }

    [Fact]
    public async Task What_is_moved_by_hand_while_it_is_given_out_waits_for_nobody_in_a_circle()
    {
        var (queue, skill) = await door.NewDesk();
        for (var i = 0; i < 3; i++) await door.StartShift(await door.Hire($"Swift {i}", skill));
        const string Circles = "select deadlocks from pg_stat_database where datname = current_database()";
        var before = await door.Scalar<long>(Circles);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => { for (var i = 0; i < 15; i++) await door.Wait(queue); }));
        (await door.Scalar<long>(Circles)).ShouldBe(before);
    }

    [Fact]
    public async Task Given_by_hand_a_set_limit_holds_and_a_lead_may_go_beyond_it()
    {
        var (queue, skill) = await door.NewDesk();
        var person = await door.Hire("Hand", skill);
        await Limit(person, new { email = 1 });
        var (one, two) = (await door.Wait(queue), await door.Wait(queue));
        (await door.Agent.PutFresh($"/tickets/{one}", "/assignee", new { personId = person })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.PutFresh($"/tickets/{two}", "/assignee", new { personId = person })).Text("code").ShouldBe("ticket.person-full");
        (await door.Agent.PutFresh($"/tickets/{two}", "/assignee", new { personId = person, overCapacity = true })).Text("code").ShouldBe("ticket.over-capacity");
        (await door.Lead.PutFresh($"/tickets/{two}", "/assignee", new { personId = person, overCapacity = true })).Status.ShouldBe(HttpStatusCode.OK);
        ((int)(await door.Agent.Get($"/routing-people/{person}")).Body["carries"]![0]!["open"]!).ShouldBe(2);
    }

    private async Task Reopen(Guid ticket)
    {
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/solution", new { summary = "done" })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.DeleteFresh($"/tickets/{ticket}", "/solution")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task Limit(Guid person, object limits, Guid? substitute = null)
    {
        var set = await door.Lead.Call(HttpMethod.Put, $"/routing-people/{person}", new { limits, substituteId = substitute }, (await door.Lead.Get($"/routing-people/{person}")).ETag);
        set.Status.ShouldBe(HttpStatusCode.OK, set.Body.ToJsonString());
    }

    private static JsonNode Candidate(Answer why, Guid person) => why.Body["candidates"]!.AsArray().Single(c => (Guid)c!["personId"]! == person)!;
}
