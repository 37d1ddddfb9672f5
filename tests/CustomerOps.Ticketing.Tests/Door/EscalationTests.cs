using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Tickets are handed up by rule, in an extreme case somebody who decides is called until they answer, and the trail says who had what.</summary>
[Collection(RoutedCollection.Name)]
public sealed class EscalationTests(RoutedStack door)
{
    [Fact]
    public async Task A_rule_hands_up_what_meets_it_once_and_the_trail_names_the_rule()
    {
        var tag = $"t{Guid.NewGuid():n}"[..12];
        var rule = await Rule(new { name = tag, on = "at-once", tier = "specialist", conditions = new { tags = new[] { tag }, priorities = new[] { "urgent" } } });
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        await Patch(ticket, new { tags = new[] { tag } });
        (await door.Agent.Get(ticket)).Text("tier").ShouldBe("representative");
        await Patch(ticket, new { priority = "urgent" });
        await door.Eventually(async () => (await door.Agent.Get(ticket)).Text("tier") == "specialist", "handed up");
        (await door.Agent.Get(ticket)).Text("queue").ShouldBe("specialists");

        await Patch(ticket, new { subject = "Something else" });
        await Settled(ticket);
        var trail = await door.Agent.Get($"{ticket}/escalations");
        var step = trail.Body["steps"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)step["from"]!, (string)step["to"]!, (string)step["reason"]!, (Guid)step["ruleId"]!, (int)step["ruleVersion"]!).ShouldBe(("representative", "specialist", tag, rule.Id, 1));
        // Within a queue it may have been given to somebody who is free because of another test: a stretch more.
        var holders = trail.Body["holders"]!.AsArray();
        holders.Select(h => (string)h!["queue"]!).Distinct().ShouldBe(["front-line", "specialists"]);
        holders.Count(h => h!["to"] is null).ShouldBe(1);
        holders[^1]!["to"].ShouldBeNull();
    }

    [Fact]
    public async Task A_clock_hands_up_when_its_time_comes_and_what_was_there_before_the_rule_too()
    {
        var tag = $"t{Guid.NewGuid():n}"[..12];
        var ticket = $"/tickets/{(await door.Agent.CreateTicket(priority: "high")).Id}";
        await Patch(ticket, new { tags = new[] { tag } });
        var rule = await Rule(new { name = tag, on = "clock", metric = "resolution", offsetSeconds = 86_400, tier = "supervisor", conditions = new { tags = new[] { tag } } });
        var planned = $"select count(*) from escalation_watches where ticket_id = '{ticket["/tickets/".Length..]}' and planned_at > now() + interval '1 day'";
        await door.Eventually(async () => await door.Scalar<long>(planned) == 1, "the look at its time");
        (await door.Agent.Get(ticket)).Text("tier").ShouldBe("representative");

        // From now on already ten hours before the target: the time has come.
        var changed = await door.Manager.PutFresh($"/escalation-rules/{rule.Id}", "", new { name = tag, on = "clock", metric = "resolution", offsetSeconds = -36_000, tier = "supervisor", conditions = new { tags = new[] { tag } } });
        (changed.Status, (int)changed.Body["version"]!).ShouldBe((HttpStatusCode.OK, 2));
        await door.Eventually(async () => (await door.Agent.Get(ticket)).Text("tier") == "supervisor", "handed up");
    }

    [Fact]
    public async Task In_an_extreme_case_the_managers_are_called_in_turn_until_one_acknowledges()
    {
        var (first, second) = (await door.Hire("First manager", "deciding", role: "manager"), await door.Hire("Second manager", "deciding", role: "manager"));
        (await door.Manager.Call(HttpMethod.Put, "/escalation-line", new { callAgainMinutes = 10, mostCalls = 3, people = new[] { first, second } }, "*")).Status.ShouldBe(HttpStatusCode.OK);
        var ticket = (await door.Agent.CreateTicket()).Id;
        (await door.Agent.Call(HttpMethod.Put, $"/tickets/{ticket}/extreme-case/acknowledgement")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Lead.Call(HttpMethod.Put, $"/tickets/{ticket}/extreme-case/acknowledgement")).Status.ShouldBe(HttpStatusCode.NotFound);
        var declared = await door.Agent.PutFresh($"/tickets/{ticket}", "/extreme-case", new { reason = "Threatens staff" });
        (declared.Status, declared.Text("state")).ShouldBe((HttpStatusCode.OK, "calling"));
        (await door.Agent.Get($"/tickets/{ticket}")).Text("tier").ShouldBe("manager");
        (await door.Agent.PutFresh($"/tickets/{ticket}", "/extreme-case", new { reason = "Again" })).Id.ShouldBe(declared.Id, "somebody is being called already");

        await Called(ticket, 1);
        await CallAgain(declared.Id);
        await Called(ticket, 2);
        var calls = (await door.Agent.Get($"/tickets/{ticket}/extreme-case")).Body["calls"]!.AsArray();
        calls.Select(c => ((Guid)c!["personId"]!, (bool)c["mailed"]!)).ShouldBe([(first, true), (second, true)]);
        await door.Eventually(() => Task.FromResult(door.Heard("mail.mail-to-send.v1").Count(m => ((string)m["text"]!).Contains($"{ticket}", StringComparison.Ordinal)) == 2), "two mails");
        door.Heard("ticketing.manager-called.v1").Count(e => (Guid)e["ticketId"]! == ticket).ShouldBe(2);

        var taken = await door.Lead.Call(HttpMethod.Put, $"/tickets/{ticket}/extreme-case/acknowledgement");
        (taken.Status, taken.Text("state")).ShouldBe((HttpStatusCode.OK, "acknowledged"));
        await CallAgain(declared.Id);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'call-manager' and body like '%{declared.Id}%'") == 0, "no further call is due");
        (await door.Agent.Get($"/tickets/{ticket}/escalations")).Body["extremeCases"]![0]!["calls"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_answers_and_the_calls_end_after_as_many_as_may_be()
    {
        var only = await door.Hire("Only manager", "deciding", role: "manager");
        await door.Manager.Call(HttpMethod.Put, "/escalation-line", new { callAgainMinutes = 10, mostCalls = 2, people = new[] { only } }, "*");
        var ticket = (await door.Agent.CreateTicket()).Id;
        var call = (await door.Agent.PutFresh($"/tickets/{ticket}", "/extreme-case", new { reason = "Fire" })).Id;
        for (var calls = 1; calls <= 2; calls++)
        {
            await Called(ticket, calls);
            await CallAgain(call);
        }

        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}/extreme-case")).Text("state") == "unanswered", "the end");
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.manager-call-unanswered.v1").Any(e => (Guid)e["ticketId"]! == ticket)), "told");
    }

    [Theory]
    [InlineData("""{"name":"x","on":"clock","tier":"senior"}""", 422)]
    [InlineData("""{"name":"x","on":"sometimes","tier":"senior"}""", 400)]
    [InlineData("""{"name":"x","on":"at-once","tier":"representative"}""", 422)]
    [InlineData("""{"name":"x","on":"reopened","tier":"senior","times":0}""", 400)]
    [InlineData("""{"name":"x","on":"at-once","tier":"supervisor","extreme":true}""", 422)]
    [InlineData("""{"name":" ","on":"at-once","tier":"senior"}""", 400)]
    public async Task A_rule_that_makes_no_sense_is_refused(string body, int status) => ((int)(await door.Manager.Call(HttpMethod.Post, "/escalation-rules", body)).Status).ShouldBe(status);

    [Fact]
    public async Task Only_those_who_configure_set_rules_and_the_line()
    {
        (await door.Lead.Post("/escalation-rules", new { name = "x", on = "at-once", tier = "senior" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Manager.Call(HttpMethod.Put, "/escalation-line", new { callAgainMinutes = 5, mostCalls = 2, people = new[] { Guid.NewGuid() } }, "*")).Text("code").ShouldBe("ticket.person-unknown");
        (await door.Manager.Call(HttpMethod.Put, "/escalation-line", new { callAgainMinutes = 5, mostCalls = 2, people = Array.Empty<Guid>() })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
    }

    private async Task<Answer> Rule(object rule)
    {
        var made = await door.Manager.Post("/escalation-rules", rule);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return made;
    }

    private async Task Patch(string ticket, object change)
    {
        var patched = await door.Agent.Call(HttpMethod.Patch, ticket, change, "*");
        if (patched.Status == HttpStatusCode.PreconditionFailed) patched = await door.Agent.Call(HttpMethod.Patch, ticket, change, "*"); // somebody was given it at that moment
        patched.Status.ShouldBe(HttpStatusCode.OK, patched.Body.ToJsonString());
    }

    private Task Settled(string ticket) => door.Eventually(
        async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'check-escalation' and due_at <= now() + interval '2 minutes' and body like '%{ticket["/tickets/".Length..]}%'") == 0, "looked at");

    private Task Called(Guid ticket, int calls) =>
        door.Eventually(async () => (await door.Agent.Get($"/tickets/{ticket}/extreme-case")).Body["calls"]!.AsArray().Count == calls, $"{calls} calls");

    /// <summary>The minutes have passed.</summary>
    private Task<int> CallAgain(Guid call) => door.Execute($"update due_messages set due_at = now() where name = 'call-manager' and body like '%{call}%'");
}
