using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.People;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Skills;

internal static class SetSkills
{
    public static async Task<Tagged<PersonView>> Handle(Guid id, IReadOnlyList<SkillLevel> request, IfMatch ifMatch, StaffingDb db, CancellationToken ct)
    {
        RuleViolation.Unless(request.All(s => s is not null), "skill.name", "A skill may not be null.", "skill");
        var person = await db.People.Include(p => p.Skills).SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("person");
        ifMatch.Check(person.Version);
        person.Learn(request);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(PersonView.Of(person), person.Version);
    }
}
