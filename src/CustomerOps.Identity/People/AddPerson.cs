using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.People;

internal static class AddPerson
{
    public static async Task<Tagged<PersonView>> Handle(PersonRequest request, IdentityDb db, InvitePerson invitation, CancellationToken stop)
    {
        await request.RefuseKnownEmail(db, Guid.Empty, stop);
        var person = Person.Join(request.Name, request.Email, request.Language, request.Roles, await request.KnownBranches(db, stop));
        db.Add(person);
        await invitation.Invite(person, stop);
        await db.SaveChangesAsync(stop);
        return Tagged.Created($"/api/v1/organisation/people/{person.Id}", PersonView.Of(person), person.Version);
    }
}
