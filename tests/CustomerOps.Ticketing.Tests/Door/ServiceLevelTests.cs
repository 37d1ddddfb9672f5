using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class ServiceLevelTests(TicketingStack door)
{
    [Fact]
    public async Task Working_hours_are_set_and_read_back_and_promises_follow_them()
    {
        using var manager = door.Stack.Client("aurora", "manager");
        var always = Enumerable.Range(0, 7).Select(d => new { day = new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }[d], from = "00:00", to = "24:00" });
        var set = await manager.PutFresh("/business-hours", "", new { timeZone = "Europe/Helsinki", week = always, holidays = new[] { "2030-12-25" } });
        set.Status.ShouldBe(HttpStatusCode.OK, set.Body.ToJsonString());
        (await manager.Call(HttpMethod.Put, "/business-hours", new { week = always, holidays = Array.Empty<string>() }, "\"0\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        ((string)(await manager.Get("/business-hours")).Body["week"]![6]!["to"]!).ShouldBe("24:00");

        var targets = ((string[])["low", "normal", "high", "urgent"]).Select(p => new { priority = p, firstResponseMinutes = 60, resolutionMinutes = 120 });
        (await manager.PutFresh("/sla-policy", "", new { targets })).Status.ShouldBe(HttpStatusCode.OK);
        var created = await door.Stranger.CreateTicket();
        var clocks = (await door.Stranger.Get($"/tickets/{created.Id}/clocks")).Items;
        ((DateTimeOffset)clocks[0]["dueAt"]! - (DateTimeOffset)clocks[0]["startedAt"]!).ShouldBe(TimeSpan.FromHours(1));
        ((DateTimeOffset)clocks[1]["warnAt"]! - (DateTimeOffset)clocks[1]["startedAt"]!).ShouldBe(TimeSpan.FromMinutes(96));
    }

    [Theory]
    [InlineData("/business-hours", """{"week":[],"holidays":[]}""", 400, "request.invalid")]
    [InlineData("/business-hours", """{"week":[{"day":"monday","from":"18:00","to":"08:00"}],"holidays":[]}""", 422, "business-hours.empty-opening")]
    [InlineData("/business-hours", """{"week":[{"day":"monday","from":"8","to":"18:00"}],"holidays":[]}""", 422, "business-hours.clock")]
    [InlineData("/business-hours", """{"week":[{"day":"monday","from":"08:00","to":"12:00"},{"day":"monday","from":"11:00","to":"18:00"}],"holidays":[]}""", 422, "business-hours.overlap")]
    [InlineData("/business-hours", """{"timeZone":"Mars/Base","week":[{"day":"monday","from":"08:00","to":"18:00"}],"holidays":[]}""", 422, "business-hours.time-zone")]
    [InlineData("/business-hours", """{"week":[{"day":"monday","from":"08:00","to":"18:00"}],"holidays":["Christmas"]}""", 400, "request.malformed")]
    [InlineData("/sla-policy", """{"targets":[]}""", 422, "sla-policy.incomplete")]
    [InlineData("/sla-policy", """{"targets":[{"priority":"low","firstResponseMinutes":0,"resolutionMinutes":1},{"priority":"normal","firstResponseMinutes":1,"resolutionMinutes":1},{"priority":"high","firstResponseMinutes":1,"resolutionMinutes":1},{"priority":"urgent","firstResponseMinutes":1,"resolutionMinutes":1}]}""", 422, "sla-policy.minutes")]
    public async Task Rules_that_make_no_sense_are_refused(string path, string body, int status, string code)
    {
        var answer = await door.Manager.PutFresh(path, "", body);
        ((int)answer.Status, answer.Text("code")).ShouldBe((status, code));
    }

    [Fact]
    public async Task A_promise_is_warned_of_and_missed_once_each_to_the_second()
    {
        var tag = await Promise(15, -10);
        var created = await door.Agent.Post("/tickets", Ticket(tag));
        await door.Eventually(() => Task.FromResult(door.Heard("ticketing.sla-clock-alarmed.v1", created.Id).Count == 2), "a warning and a breach");
        foreach (var (told, alarm, after) in door.Heard("ticketing.sla-clock-alarmed.v1", created.Id).Zip([("warning", 5), ("breach", 15)], (t, e) => (t, e.Item1, e.Item2)))
        {
            ((string)told["alarm"]!, (string)told["metric"]!).ShouldBe((alarm, "first-response"));
            ((DateTimeOffset)told["alarmedAt"]!).ShouldBe((DateTimeOffset)created.Body["createdAt"]! + TimeSpan.FromSeconds(after));
        }

        // Some looks later it is still these two.
        await Task.Delay(1500);
        door.Heard("ticketing.sla-clock-alarmed.v1", created.Id).Count.ShouldBe(2);
        var clock = (await door.Agent.Get($"/tickets/{created.Id}/clocks")).Items[0];
        ((string)clock["state"]!, (int)clock["targetSeconds"]!).ShouldBe(("breached", 15));
        (await door.Agent.Get($"/tickets/{created.Id}")).ETag.ShouldBe("\"1\"", "time passing makes nothing stale");
    }

    [Fact]
    public async Task A_promise_kept_in_time_is_not_alarmed()
    {
        var created = await door.Agent.Post("/tickets", Ticket(await Promise(15, -10)));
        await door.Agent.Post($"/tickets/{created.Id}/messages", new { visibility = "public", body = "hello" });
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where name = 'check-clocks' and body::jsonb ->> 'ticketId' = '{created.Id}' and due_at < now()") == 0
            && (DateTimeOffset)created.Body["createdAt"]! + TimeSpan.FromSeconds(17) < DateTimeOffset.UtcNow, "its time has passed");
        door.Heard("ticketing.sla-clock-alarmed.v1", created.Id).ShouldBeEmpty();
        ((string)(await door.Agent.Get($"/tickets/{created.Id}/clocks")).Items[0]["state"]!).ShouldBe("fulfilled");
    }

    [Fact]
    public async Task The_operators_figures_count_open_tickets_with_and_without_a_missed_promise()
    {
        await door.Agent.CreateTicket();
        (await door.Scalar<double>("select sum(value) from business_figures() where figure = 'tickets.open'")).ShouldBe(await door.Scalar<long>("select count(*) from tickets where state in ('new', 'open', 'pending', 'on-hold')"));
    }

    [Fact]
    public async Task What_stayed_solved_for_its_time_is_closed_and_changes_no_more()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        await door.Agent.PutFresh(ticket, "/solution", new { summary = "done" });
        await door.Execute($"update due_messages set due_at = now() where name = 'close-ticket' and body::jsonb ->> 'ticketId' = '{ticket["/tickets/".Length..]}'");
        await door.Eventually(async () => (await door.Agent.Get(ticket)).Text("state") == "closed", "closed");
        (await door.Agent.DeleteFresh(ticket, "/solution")).Text("code").ShouldBe("ticket.closed");
        (await door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = "hello" })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    /// <summary>A policy of its own for tickets with the tag that is returned: a first response around the clock.</summary>
    private async Task<string> Promise(int seconds, int alarm)
    {
        var tag = $"t{Guid.NewGuid():n}"[..12];
        var made = await door.Manager.Post("/sla-policies", new
        {
            name = tag, conditions = new { tags = new[] { tag } }, targets = new[] { new { metric = "first-response", seconds, time = "calendar", alarmSeconds = new[] { alarm } } },
        });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return tag;
    }

    private static object Ticket(string tag) => new { channel = "web", subject = "Promise", body = "Hello?", requester = new { email = Calls.NewAddress() }, tags = new[] { tag } };
}
