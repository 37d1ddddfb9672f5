using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Links;
using CustomerOps.Identity.Mailing;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Accounts;

/// <summary>Mails a link to choose a new password, where the address belongs to anybody. The answer is always the same.</summary>
[Example("""{ "email": "ida@example.com" }""")]
internal sealed record AskPasswordReset([EmailAddress, StringLength(254)] string Email)
{
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromMilliseconds(150);

    public static async Task<Accepted> Handle(
        AskPasswordReset request, Device device, IdentityDb db, TenantScope tenant, Memberships memberships, OneTimeLinks links, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        // Sending takes a little longer than not sending; the answer comes when both would be done.
        var answer = Task.Delay(AnswerAfter, time, stop);
        var email = Account.Normalised(request.Email);
        if ((await memberships.Of(email, stop)).FirstOrDefault() is { } here && !await links.SentJustNow(LinkPurpose.Password, email, stop))
        {
            tenant.Enter(here.OrganisationId);
            links.Send(MailKind.Reset, LinkPurpose.Password, new Addressee(here.OrganisationId, here.Organisation, email, here.Name, here.Language));
            log.Note(here.OrganisationId, "password-reset-asked", here.PersonId, device);
            await db.SaveChangesAsync(stop);
        }

        await answer;
        return TypedResults.Accepted((string?)null);
    }
}
