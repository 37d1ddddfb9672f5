using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Automation;

/// <summary>Something happened to a ticket that active triggers wait for. Stored with the fact, so it is looked at once, whoever dies.</summary>
[Due("run-triggers")]
internal sealed record RunTriggers(Guid CycleId, Guid TicketId, IReadOnlyList<Happening> Happened);

internal static class TriggerPlanning
{
    /// <summary>With every save: what it does to tickets, as far as active triggers wait for it; and where timers count, a look at what they count from now.</summary>
    public static async Task PlanTriggers(this TicketingDb db, TriggerBook book, TimeProvider time, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList();
        foreach (var entry in changed.Where(e => e.State == EntityState.Modified && e.Property(t => t.State).IsModified)) entry.Entity.GotIntoState();
        db.Happenings.Hear(db);
        IReadOnlyDictionary<Guid, HashSet<Happening>> happened = db.Happenings.InCycle ? new Dictionary<Guid, HashSet<Happening>>() : db.Happenings.Take();
        if (happened.Count + changed.Count == 0 || await book.AwaitedBy(db, ct) is not { Count: > 0 } awaited) return;
        foreach (var (ticket, what) in happened.Where(h => awaited.Overlaps(h.Value)))
            db.Schedule(new RunTriggers(Guid.CreateVersion7(), ticket, [.. what.Order()]), time.GetUtcNow());
        if (!awaited.Contains(Happening.Time)) return;
        foreach (var entry in changed.Where(e => e.Entity.State != TicketState.Closed)) db.Schedule(new LookAtTimers(entry.Entity.Id), time.GetUtcNow());
    }
}

/// <summary>Runs a cycle: firings, their log and the end of the due message are one transaction.</summary>
internal sealed class RunCycle(TicketingDb db, TriggerWork work) : IDueHandler<RunTriggers>
{
    public async Task Handle(RunTriggers message, CancellationToken cancellationToken)
    {
        var triggers = await db.ActiveTriggers(cancellationToken);
        if (triggers.Count > 0 && await work.Begin(message.TicketId, cancellationToken) is not null) await work.Cycle(triggers, message.CycleId, [.. message.Happened], cancellationToken);
    }
}
