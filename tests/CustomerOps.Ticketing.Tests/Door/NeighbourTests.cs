using CustomerOps.Contracts.Identity;
using CustomerOps.Contracts.Staffing;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What Identity and Staffing tell, late and out of order as messages come.</summary>
[Collection(DoorCollection.Name)]
public sealed class NeighbourTests(TicketingStack door)
{
    [Fact]
    public async Task Older_news_of_a_person_changes_nothing()
    {
        var (person, now) = (Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        await door.Tell(new PersonUpserted(person, "Bodil Berg", "b@nordlys.example", "da", ["agent"], [], true), at: now);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{person}'") == 1, "the person");
        var late = Guid.CreateVersion7();
        await door.Tell(new PersonUpserted(person, "Bodil Before", "b@nordlys.example", "da", ["agent"], [], true), late, at: now.AddMinutes(-5));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from inbox where message_id = '{late}'") == 1, "handled");
        (await door.Scalar<string>($"select name from people where id = '{person}'")).ShouldBe("Bodil Berg");
    }

    [Fact]
    public async Task Nobody_who_left_is_given_a_ticket()
    {
        var person = Guid.CreateVersion7();
        await door.Tell(new PersonUpserted(person, "Gone", "g@nordlys.example", "da", ["agent"], [], Active: false));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from people where id = '{person}'") == 1, "the person");
        var ticket = await door.Agent.CreateTicket();
        (await door.Agent.PutFresh($"/tickets/{ticket.Id}", "/assignee", new { personId = person })).Text("code").ShouldBe("ticket.person-unknown");
    }

    [Fact]
    public async Task Without_Staffing_a_ticket_stays_queued_and_is_looked_for_again_once()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        await door.Eventually(async () => await Planned("nordlys") == 1, "one look is planned for all that waits");
        (await door.Agent.Get($"/tickets/{ticket}")).Body["assignee"].ShouldBeNull();
        var why = await door.Agent.Get($"/tickets/{ticket}/routing");
        (why.Text("state"), (bool)why.Body["degraded"]!, why.Body["candidates"]!.AsArray().Count).ShouldBe(("waits", true, 0));
        (await door.Stranger.Get($"/tickets/{ticket}/routing")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_shift_that_starts_lets_the_waiting_look_for_a_person()
    {
        await door.Stranger.CreateTicket(priority: "urgent");
        await door.Eventually(async () => await Planned("aurora") == 1, "looked once");
        var before = await Looked("aurora");
        await Task.Delay(TimeSpan.FromSeconds(2.2)); // nobody asks a silent neighbour twice within two seconds
        await door.Tell(new ShiftStarted(Guid.NewGuid(), Guid.NewGuid(), "Sven", "representative", [], ["sv"], DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(8)), organisation: "aurora");
        await door.Eventually(async () => await Looked("aurora") > before, "a second look");
    }

    [Fact]
    public async Task What_happens_while_Staffing_is_silent_does_not_put_the_next_question_off()
    {
        await door.Stranger.CreateTicket();
        await door.Eventually(async () => await Planned("aurora") == 1, "looked once");
        var (tries, since) = (await Tries("aurora"), DateTime.UtcNow);
        for (var i = 0; i < 12; i++)
        {
            var looked = await Looked("aurora");
            await door.Stranger.CreateTicket();
            await door.Eventually(async () => await Looked("aurora") > looked, "looked for this one");
        }

        // A planned question comes after 2, 4, 8 … seconds, a fifth sooner at most.
        var planned = 1 + (int)Math.Ceiling(Math.Log2(1 + (DateTime.UtcNow - since).TotalSeconds / 1.6));
        (await Tries("aurora")).ShouldBeLessThanOrEqualTo(tries + planned, "what happens is no question of the plan");
    }

    private Task<int> Tries(string organisation) => door.Scalar<int>($"select tries from routing_looks where tenant_id = '{door.Stack.Organisation(organisation)}'");

    private Task<long> Planned(string organisation) =>
        door.Scalar<long>($"select count(*) from routing_looks l where l.tenant_id = '{door.Stack.Organisation(organisation)}' and l.planned_at > now() and exists (select from due_messages d where d.name = 'drain-queues' and d.tenant_id = l.tenant_id and d.due_at > now())");

    private Task<DateTime> Looked(string organisation) => door.Scalar<DateTime>($"select looked_at from routing_looks where tenant_id = '{door.Stack.Organisation(organisation)}'");
}
