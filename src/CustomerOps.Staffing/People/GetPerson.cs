using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.People;

internal static class GetPerson
{
    public static async Task<Tagged<PersonView>> Handle(Guid id, StaffingDb db, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().Include(p => p.Skills).SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("person");
        return Tagged.Ok(PersonView.Of(person), person.Version);
    }
}
