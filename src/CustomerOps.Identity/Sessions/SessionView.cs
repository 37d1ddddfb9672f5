using CustomerOps.Identity.Accounts;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Sessions;

/// <summary>An organisation the caller belongs to.</summary>
internal sealed record OrganisationChoice(Guid Id, string Slug, string Name);

/// <summary>Who the caller is and what they act as now.</summary>
/// <param name="SessionId">Null for an API key.</param>
/// <param name="Kind">person, key or customer.</param>
/// <param name="SubjectId">The person of the current organisation, the key, or the customer.</param>
/// <param name="Organisations">All a person belongs to, by name; PUT /session/organisation switches.</param>
/// <param name="SecondFactor">True when sign-in asks for a code.</param>
internal sealed record SessionView(
    Guid? SessionId, string Kind, Guid SubjectId, string Name, string? Email, OrganisationChoice Organisation, IReadOnlyList<string> Roles, IReadOnlyList<string> Branches,
    IReadOnlyList<OrganisationChoice> Organisations, bool SecondFactor)
{
    /// <summary>Of a key or customer, or whom a provider vouched for: of one organisation.</summary>
    public static SessionView Of(Caller caller, OrganisationChoice own) =>
        new(caller.SessionId, caller.Kind, caller.SubjectId, caller.Name, caller.Email, own, caller.Roles, caller.Branches, [own], SecondFactor: false);

    public static SessionView Of(Caller caller, Account account, IEnumerable<Membership> memberships)
    {
        var all = memberships.Select(m => new OrganisationChoice(m.OrganisationId, m.Slug, m.Organisation)).ToList();
        return new(caller.SessionId, caller.Kind, caller.SubjectId, caller.Name, caller.Email, all.Single(o => o.Id == caller.TenantId), caller.Roles, caller.Branches, all, account.AuthenticatorActive);
    }
}

internal static class ShowSession
{
    public static async Task<SessionView> Handle(Caller caller, IdentityDb db, CurrentSession current, Memberships memberships, CancellationToken stop)
    {
        if (caller.Kind == "person" && await current.Get(stop) is { AccountId: { } accountId })
        {
            var account = await db.Accounts.SingleAsync(a => a.Id == accountId, stop);
            return SessionView.Of(caller, account, await memberships.Of(account.Email, stop));
        }

        var own = await db.Organisations.IgnoreAutoIncludes().Select(o => new OrganisationChoice(o.Id, o.Slug, o.Name)).SingleOrDefaultAsync(stop) ?? throw new NotFound("organisation");
        return SessionView.Of(caller, own);
    }
}
