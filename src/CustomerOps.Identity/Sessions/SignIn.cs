using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Sessions;

/// <param name="Code">Of the authenticator app, or a recovery code; needed when the account has a second factor.</param>
[Example("""{ "email": "ida@example.com", "password": "four words in a row" }""")]
internal sealed record SignIn([EmailAddress, StringLength(254)] string Email, [StringLength(200, MinimumLength = 1)] string Password, [StringLength(40, MinimumLength = 6)] string? Code = null)
{
    public static async Task<Created<SessionView>> Handle(
        SignIn request, Device device, HttpResponse response, IdentityDb db, Credentials credentials, AccessLog log, SessionSettings settings, TimeProvider time, CancellationToken stop)
    {
        var (account, memberships) = await credentials.Check(request.Email, request.Password, request.Code, device, stop);
        var here = memberships.Find(m => m.OrganisationId == account.LastOrganisationId) ?? memberships[0];
        var (session, secret) = Session.Begin(account, here.OrganisationId, device, settings, time.GetUtcNow());
        db.Add(session);
        log.Note(here.OrganisationId, "sign-in", here.PersonId, device, here.PersonId);
        await db.SaveChangesAsync(stop);
        HandOver.Give(response, session, secret);
        return TypedResults.Created("/api/v1/session", SessionView.Of(here.Caller(session.Id, account.Email), account, memberships));
    }
}
