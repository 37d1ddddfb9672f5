using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Organisations;

/// <summary>Keeps the newest word on a member of staff.</summary>
internal sealed class KnowPerson(TicketingDb db) : IEventHandler<PersonUpserted>
{
    public async Task Handle(PersonUpserted told, EventFacts facts, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == told.PersonId, cancellationToken);
        if (person is null) db.Add(person = new Person { Id = told.PersonId });
        else if (person.ToldAt >= facts.Time) return;
        (person.Name, person.Email, person.Language, person.Roles, person.Active, person.ToldAt) =
            (told.Name, told.Email, told.Language, [.. told.Roles], told.Active, facts.Time);
    }
}
