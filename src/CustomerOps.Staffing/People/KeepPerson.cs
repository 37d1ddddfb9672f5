using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.People;

/// <summary>Keeps people as Identity tells of them; told twice or in the wrong order, the newest word stands.</summary>
internal sealed class KeepPerson(StaffingDb db) : IEventHandler<PersonUpserted>
{
    public async Task Handle(PersonUpserted told, EventFacts facts, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == told.PersonId, cancellationToken);
        if (person is null) db.People.Add(Person.From(told, facts.Time));
        else person.Follow(told, facts.Time);
    }
}
