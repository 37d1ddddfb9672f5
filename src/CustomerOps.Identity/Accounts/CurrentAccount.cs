using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>The account and session of the person who asks.</summary>
internal sealed class CurrentAccount(IdentityDb db, AcrossOrganisations across, Caller caller)
{
    /// <summary>Throws for a key or customer, which have no account, and for a session that ended while the gateway still remembers it.</summary>
    public async Task<(Account Account, Session Session)> Get(CancellationToken stop)
    {
        if (caller is not { Kind: "person", SessionId: { } id }) throw new RuleViolation("session.none", "Only a person who signed in has this; a key and a customer have not.");
        await across.Look(stop);
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == id && s.EndedAt == null, stop) ?? throw SignInRefused.Ended();
        return (await db.Accounts.SingleAsync(a => a.Id == session.AccountId, stop), session);
    }
}
