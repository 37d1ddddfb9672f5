using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Merging;

/// <summary>What must be done on a merged ticket stays there, and keeps the one that goes on from being solved.</summary>
internal static class CarriedBlockers
{
    /// <summary>Before a save: a ticket counts its own blockers and those of all that were merged into it.</summary>
    public static async Task CarryBlockers(this TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries<Ticket>().Where(e => e.State == EntityState.Modified)
            .Select(e => (e.Entity.MergedIntoId, e.Entity.Blockers, Before: (Into: e.Property(t => t.MergedIntoId).OriginalValue, Blockers: e.Property(t => t.Blockers).OriginalValue))).ToList();
        foreach (var (into, blockers, before) in changed)
            if (into == before.Into) await db.Carry(into, blockers - before.Blockers, time.Now(), ct);
            else
            {
                await db.Carry(before.Into, -before.Blockers, time.Now(), ct);
                await db.Carry(into, blockers, time.Now(), ct);
            }
    }

    private static async Task Carry(this TicketingDb db, Guid? into, int more, DateTimeOffset now, CancellationToken ct)
    {
        for (var depth = 0; more != 0 && into is { } id && depth < Threading.Deepest; depth++)
        {
            // Also where the caller may not read it: its count must be right.
            var ticket = await db.Tickets.IgnoreQueryFilters().Include(t => t.Customer).SingleAsync(t => t.Id == id, ct);
            ticket.Block(more, now);
            into = ticket.MergedIntoId;
        }
    }
}
