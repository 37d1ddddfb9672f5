using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Authenticator;

/// <summary>Seals what lies open, or sealed by the key before, under the newest key. Whoever changes a second factor meanwhile wins.</summary>
internal sealed class SealSecrets(IdentityDb db, AuthenticatorSeal seal, ILogger<SealSecrets> log)
{
    private const int AtOnce = 200;

    /// <returns>How many were sealed.</returns>
    public async Task<int> Run(CancellationToken stop)
    {
        var (after, done, lost) = (Guid.Empty, 0, 0);
        while (true)
        {
            var (from, mark) = (after, seal.Mark);
            var rows = await db.Accounts.FromSql($"select * from accounts where authenticator_secret is not null and substring(authenticator_secret from 1 for {mark.Length}) <> {mark}")
                .Where(a => a.Id > from).OrderBy(a => a.Id).Take(AtOnce).Select(a => new { a.Id, Stored = a.AuthenticatorSecret! }).ToListAsync(stop);
            foreach (var row in rows)
                if (seal.Open(row.Id, row.Stored) is { } secret)
                    done += await db.Accounts.Where(a => a.Id == row.Id && a.AuthenticatorSecret == row.Stored).ExecuteUpdateAsync(set => set.SetProperty(a => a.AuthenticatorSecret, seal.Close(row.Id, secret)), stop);
                else lost++;
            if (rows.Count < AtOnce) break;
            after = rows[^1].Id;
        }

        if (lost > 0) log.LogError("{Lost} second factors cannot be opened: was Keys:Service changed without Keys:ServicePrevious? Recovery codes still work.", lost);
        return done;
    }
}
