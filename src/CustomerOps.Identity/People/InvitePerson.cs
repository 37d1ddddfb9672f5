using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.Links;
using CustomerOps.Identity.Mailing;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.People;

/// <summary>Mails somebody new a link to choose a password, or, to who needs none, that there is one more organisation. Told with the next save.</summary>
internal sealed class InvitePerson(IdentityDb db, AcrossOrganisations across, OneTimeLinks links, AccountMail mail)
{
    public async Task Invite(Person person, CancellationToken stop)
    {
        if (!person.Active) return;
        var organisation = await db.Organisations.IgnoreAutoIncludes().AsNoTracking().SingleAsync(stop);
        var to = new Addressee(organisation.Id, organisation.Name, person.Email, person.Name, person.Language);
        await across.Look(stop);
        if (await db.SignInProviders.AnyAsync(p => !p.PasswordsAllowed, stop)) db.Publish(mail.Write(Guid.CreateVersion7(), MailKind.AddedByProvider, to, token: null));
        else if (await db.Accounts.AnyAsync(a => a.Email == person.Email && a.PasswordHash != null, stop)) db.Publish(mail.Write(Guid.CreateVersion7(), MailKind.Added, to, token: null));
        else links.Send(MailKind.Invited, LinkPurpose.Password, to);
    }
}
