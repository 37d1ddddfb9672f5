using CustomerOps.Identity.Accounts;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Sessions;

/// <summary>The session of the person who asks, and those of their other devices.</summary>
internal sealed class CurrentSession(IdentityDb db, AcrossOrganisations across, Caller caller)
{
    /// <summary>Throws for a key or customer, and for a session that ended while the gateway still remembers it.</summary>
    public async Task<Session> Get(CancellationToken stop)
    {
        if (caller is not { Kind: "person", SessionId: { } id }) throw new RuleViolation("session.none", "Only a person who signed in has this; a key and a customer have not.");
        await across.Look(stop);
        return await db.Sessions.SingleOrDefaultAsync(s => s.Id == id && s.EndedAt == null, stop) ?? throw SignInRefused.Ended();
    }

    /// <summary>All of the same account; where an organisation's provider vouched, all it vouched for of the same person.</summary>
    public IQueryable<Session> Devices(Session own) =>
        own.PersonId is { } person ? db.Sessions.Where(s => s.PersonId == person && s.TenantId == own.TenantId) : db.Sessions.Where(s => s.AccountId == own.AccountId);
}
