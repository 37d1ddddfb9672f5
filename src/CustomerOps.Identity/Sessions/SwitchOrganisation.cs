using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Sessions;

/// <param name="OrganisationId">One of those that GET /session lists.</param>
[Example("""{ "organisationId": "01a20187-4869-7f90-bb01-db3e507e4a9e" }""")]
internal sealed record SwitchOrganisation(Guid OrganisationId)
{
    public static async Task<SessionView> Handle(
        SwitchOrganisation request, Device device, HttpResponse response, IdentityDb db, CurrentAccount current, Memberships memberships, AccessLog log, CancellationToken stop)
    {
        var (account, session) = await current.Get(stop);
        var all = await memberships.Of(account.Email, stop);
        var there = all.Find(m => m.OrganisationId == request.OrganisationId) ?? throw new NotFound("organisation");
        var secret = session.ActIn(there.OrganisationId);
        account.ActIn(there.OrganisationId);
        log.Note(there.OrganisationId, "organisation-switched", there.PersonId, device, there.PersonId);
        await db.SaveChangesAsync(stop);
        HandOver.Give(response, session, secret);
        return SessionView.Of(there.Caller(session.Id, account.Email), account, all);
    }
}
