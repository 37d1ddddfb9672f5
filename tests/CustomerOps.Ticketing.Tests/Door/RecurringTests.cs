using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Tickets by the calendar: one for each occurrence, whoever dies, late or paused.</summary>
[Collection(DoorCollection.Name)]
public sealed class RecurringTests(TicketingStack door)
{
    private readonly string _name = $"r{Guid.NewGuid():n}"[..12];

    [Fact]
    public async Task An_occurrence_opens_one_ticket_with_its_steps_and_the_next_is_planned()
    {
        var recurring = await Make(new { every = "daily", at = "08:30", from = "2026-01-01" }, actions: [new { step = "add-task", text = "Ring the bell", queue = "specialists" }, new { step = "set-priority", priority = "high" }]);
        var occurrences = (await door.Manager.Get($"/recurring-tickets/{recurring.Id}/occurrences")).Items;
        (occurrences.Count, (DateTimeOffset)occurrences[0]).ShouldBe((20, (DateTimeOffset)recurring.Body["nextAt"]!));
        await ComeNow(recurring.Id, "1 minute");
        var ticket = (await Opened(recurring.Id, 1)).Single();
        var shown = await door.Agent.Get($"/tickets/{ticket}");
        (shown.Text("subject"), shown.Text("priority"), shown.Body["tags"]![0]!.GetValue<string>()).ShouldBe(("Fire doors", "high", _name));
        (await door.Agent.Get($"/tickets/{ticket}/tasks")).Items.Single()["title"]!.GetValue<string>().ShouldBe("Ring the bell");
        ((DateTimeOffset)(await door.Manager.Get($"/recurring-tickets/{recurring.Id}")).Body["nextAt"]!).ShouldBe((DateTimeOffset)recurring.Body["nextAt"]!);
        (await door.Stranger.Get($"/recurring-tickets/{recurring.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_is_opened_once_though_the_service_dies_and_the_message_comes_twice()
    {
        var recurring = await Make(new { every = "weekly", weekdays = new[] { "monday" }, at = "08:30", from = "2026-01-01" });
        await ComeNow(recurring.Id, "1 minute", times: 3);
        await door.Stack.Restart("ticketing");
        await door.Execute($"update due_messages set due_at = now() where name = 'open-recurring' and body like '%{recurring.Id}%' and due_at < now() + interval '2 minutes'");
        await Opened(recurring.Id, 1);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'open-recurring' and body like '%{recurring.Id}%' and due_at < now() + interval '2 minutes'") == 0, "no more is due", 90);
        (await Opened(recurring.Id, 1)).Count.ShouldBe(1);
        (await door.Agent.Get($"/tickets?tag={_name}")).Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("one", 1)]
    [InlineData("skip", 0)]
    public async Task What_nobody_was_there_for_is_one_ticket_or_none(string missed, int tickets)
    {
        var recurring = await Make(new { every = "daily", at = "08:30", from = "2026-01-01" }, missed);
        await ComeNow(recurring.Id, "3 days");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from recurring_tickets where id = '{recurring.Id}' and next_at > now()") == 1, "the next is planned");
        (await Opened(recurring.Id, tickets)).Count.ShouldBe(tickets);
    }

    [Fact]
    public async Task While_it_is_paused_none_is_opened_and_a_step_that_fails_is_noted()
    {
        var recurring = await Make(new { every = "daily", at = "08:30", from = "2026-01-01" }, actions: [new { step = "reply", text = "About {{order.number}}" }]);
        var paused = await door.Manager.PutFresh($"/recurring-tickets/{recurring.Id}", "/pause", new { });
        (paused.Status, paused.Body["nextAt"]).ShouldBe((HttpStatusCode.OK, null));
        (await door.Manager.DeleteFresh($"/recurring-tickets/{recurring.Id}", "/pause")).Body["nextAt"].ShouldNotBeNull();
        await ComeNow(recurring.Id, "1 minute");
        var ticket = (await Opened(recurring.Id, 1)).Single();
        ((string)(await door.Agent.Get($"/tickets/{ticket}/messages")).Items[^1]["body"]!).ShouldStartWith("Its steps were not done");
        (await door.Manager.Call(HttpMethod.Delete, $"/recurring-tickets/{recurring.Id}", null, "*")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("""{"every":"weekly","at":"08:30","from":"2026-01-01"}""", 422, "recurrence.weekdays")]
    [InlineData("""{"every":"daily","weekdays":["monday"],"at":"08:30","from":"2026-01-01"}""", 422, "recurrence.weekdays")]
    [InlineData("""{"every":"monthly","at":"08:30","from":"2026-01-01"}""", 422, "recurrence.month-day")]
    [InlineData("""{"every":"monthly","monthDay":0,"at":"08:30","from":"2026-01-01"}""", 422, "recurrence.month-day")]
    [InlineData("""{"every":"monthly","monthDay":3,"nth":1,"weekdays":["monday"],"at":"08:30","from":"2026-01-01"}""", 422, "recurrence.month-day")]
    [InlineData("""{"every":"daily","at":"25:00","from":"2026-01-01"}""", 400, "request.invalid")]
    [InlineData("""{"every":"daily","at":"08:30","from":"2026-01-02","until":"2026-01-01"}""", 422, "recurrence.until")]
    [InlineData("""{"every":"daily","at":"08:30","from":"0001-01-02"}""", 422, "recurrence.from")]
    public async Task A_schedule_that_makes_no_sense_is_refused(string schedule, int status, string code)
    {
        var body = $$$"""{"name":"x","schedule":{{{schedule}}},"ticket":{"subject":"s","body":"b","requesterEmail":"a@example.com"}}""";
        var answer = await door.Manager.Call(HttpMethod.Post, "/recurring-tickets", body);
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code), answer.Body.ToJsonString());
        (await door.Agent.Call(HttpMethod.Post, "/recurring-tickets", body)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<Answer> Make(object schedule, string missed = "one", object[]? actions = null)
    {
        var made = await door.Manager.Post("/recurring-tickets", new { name = _name, schedule, missed, ticket = new { subject = "Fire doors", body = "Each door.", requesterEmail = "safety@example.com", tags = new[] { _name }, actions } });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return made;
    }

    /// <summary>Its time was so long ago.</summary>
    private async Task ComeNow(Guid id, string ago, int times = 1)
    {
        await door.Execute($"update recurring_tickets set next_at = date_trunc('milliseconds', now() - interval '{ago}') where id = '{id}'");
        // All in one statement: what is handled first plans the next, and those after it would be for that one.
        await door.Execute($"insert into due_messages (id, tenant_id, name, body, due_at) select gen_random_uuid(), tenant_id, 'open-recurring', jsonb_build_object('recurringId', id, 'at', to_char(next_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'))::text, now() from recurring_tickets, generate_series(1, {times}) where id = '{id}'");
    }

    private async Task<List<Guid>> Opened(Guid id, int times)
    {
        await door.Eventually(async () => (await door.Agent.Get($"/recurring-tickets/{id}/openings")).Items.Count >= times, $"{times} opened", 60);
        return [.. (await door.Agent.Get($"/recurring-tickets/{id}/openings")).Items.Select(o => (Guid)o["ticketId"]!)];
    }
}
