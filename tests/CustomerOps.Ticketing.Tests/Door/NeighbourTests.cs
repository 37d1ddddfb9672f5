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
    public async Task Without_Staffing_a_ticket_stays_queued_and_is_asked_for_again()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        var again = $"select count(*) from due_messages where name = 'route-ticket' and body::jsonb ->> 'ticketId' = '{ticket}' and (body::jsonb ->> 'attempt')::int = 1";
        await door.Eventually(async () => await door.Scalar<long>(again) == 1, "asked again");
        (await door.Agent.Get($"/tickets/{ticket}")).Body["assignee"].ShouldBeNull();
    }

    [Fact]
    public async Task A_shift_that_starts_lets_the_waiting_look_for_a_person()
    {
        var message = Guid.CreateVersion7();
        var ticket = (await door.Stranger.CreateTicket(priority: "urgent")).Id;
        await door.Eventually(async () => await Looking(ticket) == 1, "asked again");
        await door.Tell(new ShiftStarted(Guid.NewGuid(), Guid.NewGuid(), "Sven", "representative", [], ["sv"], DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(8)), message, "aurora");
        await door.Eventually(async () => await Looking(ticket) >= 2, "a second look");
    }

    private Task<long> Looking(Guid ticket) => door.Scalar<long>($"select count(*) from due_messages where name = 'route-ticket' and body::jsonb ->> 'ticketId' = '{ticket}'");
}
