using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Links;
using CustomerOps.Identity.Mailing;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Customers;

/// <summary>Mails a customer a link in. The answer is always the same; who has written to the organisation is not told here.</summary>
/// <param name="Organisation">Its short name (slug).</param>
[Example("""{ "organisation": "nordlys", "email": "kari@example.com" }""")]
internal sealed record AskCustomerLink([StringLength(40, MinimumLength = 2)] string Organisation, [EmailAddress, StringLength(254)] string Email)
{
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromMilliseconds(150);

    public static async Task<Accepted> Handle(AskCustomerLink request, IdentityDb db, TenantScope tenant, OneTimeLinks links, TimeProvider time, CancellationToken stop)
    {
        var answer = Task.Delay(AnswerAfter, time, stop);
        var email = Account.Normalised(request.Email);
        // Also lets us look among all organisations.
        var sent = await links.SentJustNow(LinkPurpose.Customer, email, stop);
        var known = await db.Organisations.IgnoreQueryFilters().IgnoreAutoIncludes().AsNoTracking().SingleOrDefaultAsync(o => o.Slug == request.Organisation, stop);
        if (known is not null && !sent)
        {
            tenant.Enter(known.Id);
            links.Send(MailKind.CustomerLink, LinkPurpose.Customer, new Addressee(known.Id, known.Name, email, null, known.Languages[0]));
            await db.SaveChangesAsync(stop);
        }

        await answer;
        return TypedResults.Accepted((string?)null);
    }
}
