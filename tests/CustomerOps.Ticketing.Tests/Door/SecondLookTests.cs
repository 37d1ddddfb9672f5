using CustomerOps.Testing.DataProtection;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Who was writing about a person while they were erased is waited for, and what they wrote goes too.</summary>
[Collection(DoorCollection.Name)]
public sealed class SecondLookTests(TicketingStack door)
{
    private readonly Erasable _person = new(door);

    [Fact]
    public async Task What_was_being_written_while_the_person_was_erased_is_found_by_the_second_look_also_after_a_crash()
    {
        await _person.Live();
        await _person.Settle();
        await using var database = door.Stack.Database("ticketing");
        await using var open = await HeldOpen.Write(database, $"""
            insert into messages (tenant_id, ticket_id, id, visibility, author_kind, author_name, body, added_at)
            select tenant_id, id, gen_random_uuid(), 'internal', 'staff', 'Ada', case id when '{_person.Ticket}' then 'Speaks of {_person.Word}' else 'Not {_person.Name}, {_person.Email}' end, now()
            from tickets where id in ('{_person.Ticket}', '{_person.Elsewhere}')
            """);
        var erasure = await _person.Erase();
        await door.Eventually(async () => await Waiting() == 1, "the first look is over");
        (await Scan.Database(database, _person.Word)).ShouldBeEmpty();
        await door.Stack.Restart("ticketing"); // kill -9
        // Several looks later it still waits for the one that writes.
        await Task.Delay(TimeSpan.FromSeconds(5));
        (await door.Manager.Get($"/erasures/{erasure.Id}")).Body["parts"]!.AsArray().ShouldNotContain(p => (string?)p!["service"] == "ticketing");

        await open.Commit();
        await door.Eventually(async () => await Waiting() == 0, "the second look, which another process takes over after a minute", withinSeconds: 120);
        var certificate = await _person.UntilCertified(erasure.Id);
        (await Scan.Database(database, _person.Word, _person.Digits)).ShouldBeEmpty();
        (await door.Agent.Get($"/tickets/{_person.Elsewhere}?include=messages")).Messages().ShouldContain(m => m.Body == "Not [erased], [erased]");
        // Ticket and customer are counted once, by the first look.
        var rows = certificate.Body["erasure"]!["parts"]!.AsArray().Single(p => (string?)p!["service"] == "ticketing")!["rows"]!;
        ((long)rows["customers"]!, (long)rows["orders"]!).ShouldBe((1, 1));

        async Task<long> Waiting()
        {
            await using var waiting = database.CreateCommand($"select count(*) from due_messages where name = 'look-again' and convert_from(decode(body::jsonb ->> 'order', 'base64'), 'UTF8') like '%{erasure.Id}%' and body::jsonb ->> 'ended' is not null");
            return (long)(await waiting.ExecuteScalarAsync())!;
        }
    }
}
