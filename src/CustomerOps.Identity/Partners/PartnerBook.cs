using System.Text.RegularExpressions;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Partners;

internal static partial class PartnerBook
{
    public const string NamePattern = "^[a-z][a-z0-9-]{0,39}$";

    /// <summary>
    /// Does the work while nobody else changes this partner, and commits afterwards: what the broker was told and what is stored belong together.
    /// The lock and its transaction are held while the broker answers, within its deadlines; these routes are rare.
    /// </summary>
    public static async Task<T> Alone<T>(this IdentityDb db, string name, Func<Task<T>> work, CancellationToken stop)
    {
        // A request with an Idempotency-Key is in a transaction already, which ends after its answer is stored.
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        RuleViolation.Unless(await db.TryLock($"partner/{name}", stop), "partner.in-change", "This partner is being changed by another request; try again.");
        var done = await work();
        await db.SaveChangesAsync(stop);
        if (transaction is not null) await transaction.CommitAsync(stop);
        return done;
    }

    public static async Task<Partner> Partner(this IdentityDb db, string name, CancellationToken stop) =>
        (Name().IsMatch(name) ? await db.Partners.SingleOrDefaultAsync(p => p.Name == name, stop) : null) ?? throw new NotFound("partner");

    [GeneratedRegex(NamePattern)]
    private static partial Regex Name();
}
