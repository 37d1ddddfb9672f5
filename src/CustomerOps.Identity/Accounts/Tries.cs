using CustomerOps.ServiceDefaults.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>
/// Lock-out by Identity's rule (five failures, then five minutes; <c>Lockout:Tries</c>, <c>Lockout:Minutes</c>), counted in one statement before the
/// password is looked at: guesses sent at once are counted one by one. Addresses without account are counted alike and so tell nothing.
/// </summary>
internal sealed class Tries(IdentityDb db, TenantScope tenant, IConfiguration configuration, TimeProvider time)
{
    private readonly int _most = configuration.GetValue("Lockout:Tries", new LockoutOptions().MaxFailedAccessAttempts);
    private readonly TimeSpan _lock = TimeSpan.FromMinutes(configuration.GetValue("Lockout:Minutes", new LockoutOptions().DefaultLockoutTimeSpan.TotalMinutes));

    /// <summary>Counts one more try.</summary>
    public async Task<Try> Take(string email, CancellationToken stop)
    {
        tenant.EnterBackground();
        var (hash, now) = (Secret.HashOf(email), time.GetUtcNow());
        var locked = now + _lock;
        // Quiet: the lock, or the time after which failures are forgotten, is over.
        return (await db.Database.SqlQuery<Row>($"""
            insert into sign_in_tries as t (email_hash, failed, last_at, locked_until) values ({hash}, 1, {now}, case when {_most} <= 1 then {locked} end)
            on conflict (email_hash) do update set
                failed = case when coalesce(t.locked_until, t.last_at + {_lock}) <= {now} then 1 else t.failed + 1 end,
                locked_until = case when t.locked_until > {now} then t.locked_until
                                    when coalesce(t.locked_until, t.last_at + {_lock}) <= {now} then null
                                    when t.failed + 1 >= {_most} then {locked} end,
                last_at = case when t.locked_until > {now} then t.last_at else {now} end
            returning failed as "Failed", locked_until as "LockedUntil"
            """).ToListAsync(stop)).Select(r => new Try(r.Failed <= _most, r.Failed == _most, r.LockedUntil is { } until && until > now ? until - now : TimeSpan.Zero)).Single();
    }

    /// <summary>The try was right as far as it went: a code is still to come.</summary>
    public Task GiveBack(string email, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"update sign_in_tries set failed = greatest(failed - 1, 0), locked_until = null where email_hash = {Secret.HashOf(email)}", stop);

    public Task Clear(string email, CancellationToken stop) => db.Database.ExecuteSqlAsync($"delete from sign_in_tries where email_hash = {Secret.HashOf(email)}", stop);

    private sealed record Row(int Failed, DateTimeOffset? LockedUntil);
}

/// <param name="Allowed">False while the address is locked.</param>
/// <param name="Last">When this one fails the address is locked.</param>
internal sealed record Try(bool Allowed, bool Last, TimeSpan Wait);
