using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Clocks;

internal static class KeepClocks
{
    /// <summary>
    /// With every save: what the save says of a ticket becomes facts of its clocks, whoever changed it and by whatever way. So no change of state,
    /// queue, priority or tags can forget them.
    /// </summary>
    public static async Task Keep(this TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList();
        if (changed.Count == 0) return;
        var rules = await rulebook.For(db, ct);
        foreach (var entry in changed)
        {
            var ticket = entry.Entity;
            var at = entry.State == EntityState.Added || entry.Property(t => t.UpdatedAt).IsModified ? ticket.UpdatedAt : time.Now();
            await db.KeepTime(ticket, rules, rulebook, at, ct);
        }
    }

    public static async Task KeepTime(this TicketingDb db, Ticket ticket, SlaRules rules, SlaRulebook rulebook, DateTimeOffset at, CancellationToken ct)
    {
        var before = ticket.Clocks.Book is { } book ? await rulebook.TermsOf(db, book.Terms, ct) : null;
        var terms = ticket.KeepTime(rules, before, at);
        db.PlanLook(ticket.Clocks, terms);
        db.AddRange(ticket.Clocks.TakeFacts());
    }
}
