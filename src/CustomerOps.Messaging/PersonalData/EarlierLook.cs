using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>Where in the database's own time a look for a person stood. Transactions have numbers in the order in which they first write.</summary>
/// <param name="Since">The oldest that was under way: what those before it wrote was seen.</param>
/// <param name="By">The look's own: what it wrote is erased.</param>
public sealed record EarlierLook(long Since, long By)
{
    internal static async Task<EarlierLook> Here(MessagingDb db, CancellationToken ct)
    {
        var at = await db.Database.SqlQuery<long>($"select unnest(array[pg_snapshot_xmin(pg_current_snapshot()), pg_current_xact_id()])::text::bigint as \"Value\"").ToListAsync(ct);
        return new(at[0], at[1]);
    }
}
