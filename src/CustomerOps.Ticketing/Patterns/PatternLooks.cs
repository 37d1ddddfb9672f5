using System.Collections.Concurrent;
using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Patterns;

/// <summary>Do more tickets say the same than usual?</summary>
[Due("look-for-patterns")]
internal sealed record LookForPatterns;

/// <summary>One look in fifteen seconds and organisation while tickets come in. Remembered here, so that a new ticket costs nothing; each replica plans its own, and the second finds nothing new.</summary>
internal sealed class PatternLooks(TimeProvider time)
{
    private const int MaxKnown = 10_000;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _planned = new();

    public void Plan(TicketingDb db)
    {
        if (!db.ChangeTracker.Entries<Ticket>().Any(e => e.State == EntityState.Added)) return;
        var (now, tenant) = (time.GetUtcNow(), db.Tenant.Required);
        if (_planned.TryGetValue(tenant, out var planned) && planned > now) return;
        if (_planned.Count >= MaxKnown) _planned.Clear();
        _planned[tenant] = now + PatternSettings.Every;
        db.Schedule(new LookForPatterns(), now + PatternSettings.Every);
    }
}

internal static class PatternSettings
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>What is usual is known from so long ago.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(8);

    /// <summary>Of more tickets the newest are looked at.</summary>
    public const int MostTickets = 20_000;

    /// <summary>Two looks overlap: a ticket may be committed after one that was opened later.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);
}
