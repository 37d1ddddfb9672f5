using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.People;

internal static class GetPerson
{
    public static async Task<Tagged<PersonView>> Handle(Guid id, IdentityDb db, CancellationToken stop)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw new NotFound("person");
        return Tagged.Ok(PersonView.Of(person), person.Version);
    }
}
