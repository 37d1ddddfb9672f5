using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerOps.Ticketing;

internal static class Races
{
    private const int Tries = 4;

    /// <summary>
    /// Does the work again from a fresh look when another request stored the same customer, order or ticket at the same moment, or each waited for the other:
    /// for routes whose callers hold no version and so cannot be told that theirs is stale.
    /// </summary>
    public static async Task<T> Retry<T>(this TicketingDb db, Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try { return await work(); }
            catch (Exception e) when (attempt < Tries && IsRace(e)) { db.ChangeTracker.Clear(); }
        }
    }

    private static bool IsRace(Exception e) =>
        DatabaseFailure.Cause(e) is DbUpdateConcurrencyException or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected };
}
