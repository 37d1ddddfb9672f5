using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>From a moment on somebody has a ticket, or its queue has; until the next of the ticket. Only ever added.</summary>
internal sealed class Holding : ITenantOwned
{
    private Holding() { }

    public Holding(Ticket ticket, DateTimeOffset at) => (TicketId, At, PersonId, Queue, Tier, Done) = (ticket.Id, at, ticket.AssigneeId, ticket.Queue, ticket.Tier, ticket.State.IsDone());

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public DateTimeOffset At { get; private init; }
    public Guid? PersonId { get; private init; }
    public string Queue { get; private init; } = "";
    public Tier Tier { get; private init; }

    /// <summary>Solved or closed: nobody needs to have it.</summary>
    public bool Done { get; private init; }
}

internal static class KeepHoldings
{
    /// <summary>With every save: who has the ticket from now on, whoever changed it and by whatever way.</summary>
    public static void KeepWhoHasWhat(this TicketingDb db, TimeProvider time)
    {
        foreach (var entry in db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            var (ticket, was) = (entry.Entity, entry.Property(t => t.State).OriginalValue);
            if (entry.State == EntityState.Added) db.Add(new Holding(ticket, ticket.CreatedAt));
            else if (entry.Property(t => t.AssigneeId).IsModified || entry.Property(t => t.Queue).IsModified || entry.Property(t => t.Tier).IsModified || was.IsDone() != ticket.State.IsDone())
                db.Add(new Holding(ticket, entry.Property(t => t.UpdatedAt).IsModified ? ticket.UpdatedAt : time.Now()));
        }
    }
}
