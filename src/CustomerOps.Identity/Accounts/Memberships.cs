using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>A person of one organisation, seen from the account: what a session may act as.</summary>
internal sealed record Membership(Guid OrganisationId, string Slug, string Organisation, Guid PersonId, string Name, string Language, string[] Roles, string[] Branches)
{
    /// <summary>Carries this organisation's roles and branches only.</summary>
    public Caller Caller(Guid sessionId, string email) => new(OrganisationId, PersonId, Name, "person", Roles, Branches, sessionId, email);
}

/// <summary>Where an account may act: the active people with its address, among all organisations that let passwords in.</summary>
internal sealed class Memberships(IdentityDb db, TenantScope tenant)
{
    public Task<List<Membership>> Of(string email, CancellationToken stop)
    {
        tenant.EnterBackground();
        return (from person in db.People.IgnoreQueryFilters()
                join organisation in db.Organisations.IgnoreQueryFilters().IgnoreAutoIncludes() on person.TenantId equals organisation.Id
                where person.Email == email && person.Active && !db.SignInProviders.IgnoreQueryFilters().Any(p => p.TenantId == person.TenantId && !p.PasswordsAllowed)
                orderby organisation.Name, organisation.Id
                select new Membership(organisation.Id, organisation.Slug, organisation.Name, person.Id, person.Name, person.Language, person.Roles, person.Branches)).ToListAsync(stop);
    }
}
