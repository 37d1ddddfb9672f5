using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>The account and session of the person who asks.</summary>
internal sealed class CurrentAccount(IdentityDb db, CurrentSession current)
{
    /// <summary>Throws for who has no account: a key, a customer, and whom an organisation's provider vouched for.</summary>
    public async Task<(Account Account, Session Session)> Get(CancellationToken stop)
    {
        var session = await current.Get(stop);
        RuleViolation.Unless(session.AccountId is not null, "session.by-provider", "You came by your organisation's sign-in provider: password and second factor are there, and the session is for this organisation only.");
        return (await db.Accounts.SingleAsync(a => a.Id == session.AccountId, stop), session);
    }
}
