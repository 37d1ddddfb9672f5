using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>Ends what was begun with a password that is no longer good.</summary>
internal sealed class AccountSessions(IdentityDb db, TimeProvider time)
{
    public Task EndAll(Guid accountId, Guid? except, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return db.Sessions.Where(s => s.AccountId == accountId && s.EndedAt == null && s.Id != except).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), stop);
    }
}
