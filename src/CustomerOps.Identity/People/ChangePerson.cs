using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.People;

internal static class ChangePerson
{
    public static async Task<Tagged<PersonView>> Handle(Guid id, PersonRequest request, IfMatch ifMatch, IdentityDb db, InvitePerson invitation, CancellationToken stop)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw new NotFound("person");
        ifMatch.Check(person.Version);
        await request.RefuseKnownEmail(db, id, stop);
        var address = person.Email;
        person.Describe(request.Name, request.Email, request.Language, request.Roles, await request.KnownBranches(db, stop), request.Active);
        if (person.Email != address) await invitation.Invite(person, stop);
        await db.SaveChangesAsync(stop);
        return Tagged.Ok(PersonView.Of(person), person.Version);
    }
}
