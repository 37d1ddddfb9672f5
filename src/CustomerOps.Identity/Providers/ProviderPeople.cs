using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.People;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <summary>
/// Whose person somebody at the provider is: once told apart by issuer and subject, always by those. The first time by the address, which the provider must
/// have verified and which must be of a domain of this organisation. The organisation is entered.
/// </summary>
internal sealed class ProviderPeople(IdentityDb db, AccessLog log, TimeProvider time)
{
    public async Task<Person> Find(SignInProvider provider, ProviderSays says, Device device, CancellationToken stop)
    {
        var linked = await db.ProviderLinks.Where(l => l.Issuer == provider.Issuer && l.Subject == says.Subject).Select(l => (Guid?)l.PersonId).SingleOrDefaultAsync(stop);
        if (linked is { } id) return Active(await db.People.SingleAsync(p => p.Id == id, stop));

        if (says.Email.Length is 0 or > 254 || MailDomain.Of(says.Email).Length == 0) throw new ProviderRefused("email-missing");
        if (!says.EmailVerified) throw new ProviderRefused("email-not-verified");
        if (!provider.Covers(says.Email)) throw new ProviderRefused("email-of-another-domain");
        var email = Accounts.Account.Normalised(says.Email);
        var person = await db.People.SingleOrDefaultAsync(p => p.Email == email, stop);
        if (person is not null) Active(person);
        // The address went on to somebody else, or the subject changed: an admin says which.
        if (person is not null && await db.ProviderLinks.AnyAsync(l => l.PersonId == person.Id, stop)) throw new ProviderRefused("linked-to-another");
        person ??= await Newcomer(provider, says, email, device, stop);
        db.Add(new ProviderLink { PersonId = person.Id, Issuer = provider.Issuer, Subject = says.Subject, CreatedAt = time.GetUtcNow() });
        log.Note(provider.TenantId, "provider-linked", person.Id, device, person.Id);
        return person;
    }

    private static Person Active(Person person) => person.Active ? person : throw new ProviderRefused("person-ended");

    private async Task<Person> Newcomer(SignInProvider provider, ProviderSays says, string email, Device device, CancellationToken stop)
    {
        if (provider.NewcomersBecome is not { } role) throw new ProviderRefused("person-unknown");
        var languages = await db.Organisations.IgnoreAutoIncludes().Select(o => o.Languages).SingleAsync(stop);
        var spoken = (says.Locale ?? "").Split('-', '_')[0].ToLowerInvariant() is var asked && Organisations.Organisation.SupportedLanguages.Contains(asked) ? asked : languages[0];
        var name = new string([.. (says.Name ?? "").Select(c => char.IsControl(c) ? ' ' : c).Take(200)]).Trim();
        var person = Person.Join(name.Length > 0 ? name : email.Split('@')[0], email, spoken, [role], []);
        db.Add(person);
        log.Note(provider.TenantId, "provider-newcomer", person.Id, device, person.Id);
        return person;
    }
}
