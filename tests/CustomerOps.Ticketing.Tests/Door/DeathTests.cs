using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What was due when Ticketing died happens afterwards, and once.</summary>
[Collection(DoorCollection.Name)]
public sealed class DeathTests(TicketingStack door)
{
    private const int Tickets = 12;

    [Fact]
    public async Task Planned_replies_leave_once_though_it_dies_again_and_again_while_they_leave()
    {
        var tickets = new List<Guid>();
        for (var i = 0; i < Tickets; i++)
        {
            tickets.Add((await door.Agent.CreateTicket()).Id);
            (await door.Agent.Post($"/tickets/{tickets[i]}/messages", new { visibility = "public", body = "It is on its way.", sendAt = DateTimeOffset.UtcNow.AddDays(1) })).Body["id"].ShouldNotBeNull();
        }

        var ids = string.Join(',', tickets.Select(t => $"'{t}'"));
        var planned = (await Task.WhenAll(tickets.Select(async t => (Guid)(await door.Agent.Get($"/tickets/{t}/scheduled-messages")).Items.Single()["id"]!))).ToList();
        var theirs = $"name = 'send-scheduled' and body::jsonb ->> 'scheduledId' in ({string.Join(',', planned.Select(p => $"'{p}'"))})";
        (await door.Execute($"update due_messages set due_at = now() + interval '1 second' where {theirs}")).ShouldBe(Tickets);
        for (var sent = 1; sent <= 3; sent++)
        {
            // What the dead had taken up is taken up again after a minute.
            await door.Eventually(async () => await Sent(ids) >= sent, "one more leaves", 120);
            await door.Stack.Restart("ticketing");
        }

        await door.Eventually(async () => await Sent(ids) == Tickets, "all left", 120);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from due_messages where {theirs}") == 0, "nothing is due any more", 120);
        foreach (var ticket in tickets)
        {
            (await door.Agent.Get($"/tickets/{ticket}/messages")).Items.Count.ShouldBe(2);
            await door.Eventually(() => Task.FromResult(door.Taken("ticketing.message-added.v1", ticket).Count == 1), "told");
        }
    }

    [Fact]
    public async Task A_promise_is_missed_once_though_it_dies_while_many_are_missed()
    {
        var tag = $"t{Guid.NewGuid():n}"[..12];
        (await door.Manager.Post("/sla-policies", new
        {
            name = tag, conditions = new { tags = new[] { tag } }, targets = new[] { new { metric = "first-response", seconds = 20, time = "calendar", alarmSeconds = new[] { -10 } } },
        })).Body["id"].ShouldNotBeNull();
        var tickets = new List<Guid>();
        for (var i = 0; i < Tickets; i++)
            tickets.Add((await door.Agent.Post("/tickets", new { channel = "web", subject = "Promise", body = "Hello?", requester = new { email = Calls.NewAddress() }, tags = new[] { tag } })).Id);
        foreach (var alarm in (string[])["warning", "breach"])
        {
            await door.Eventually(() => Task.FromResult(tickets.Exists(t => Alarms(t).Contains(alarm))), alarm, 60);
            await door.Stack.Restart("ticketing");
        }

        await door.Eventually(() => Task.FromResult(tickets.TrueForAll(t => Alarms(t).Contains("breach"))), "all are told", 120);
        await Task.Delay(1500);
        // Nobody is warned of what was missed before the warning could be told.
        foreach (var ticket in tickets) Alarms(ticket).Where((alarm, i) => alarm != "warning" || i > 0).ShouldBe(["breach"]);
        (await door.Scalar<long>($"select count(*) from timeline where kind = 'sla-breached' and subject_id in ({string.Join(',', tickets.Select(t => $"'{t}'"))})")).ShouldBe(Tickets);
    }

    private Task<long> Sent(string tickets) => door.Scalar<long>($"select count(*) from messages where body = 'It is on its way.' and ticket_id in ({tickets})");

    private List<string> Alarms(Guid ticket) => [.. door.Taken("ticketing.sla-clock-alarmed.v1", ticket).Select(t => (string)t["alarm"]!)];
}
