using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Promises;

/// <summary>A ticket was opened again: what was kept on it did not hold, and is owed within a working day.</summary>
internal sealed class OwePromises(TicketingDb db, SlaRulebook rulebook, TimeProvider time) : IEventHandler<TicketReopened>
{
    private static readonly Duration Within = Duration.FromHours(8);

    public async Task Handle(TicketReopened told, EventFacts facts, CancellationToken cancellationToken)
    {
        var kept = await db.KeptOn(told.TicketId, cancellationToken);
        if (kept.Count == 0) return;
        var (now, ticket) = (time.Now(), await db.TicketToChange(told.TicketId, cancellationToken));
        if (ticket.State is TicketState.Solved or TicketState.Closed) return;
        var dueAt = BusinessTime.Add((await rulebook.For(db, cancellationToken)).Hours, Instant.FromDateTimeOffset(now), Within).ToDateTimeOffset();
        foreach (var promise in kept)
        {
            promise.OweAgain(dueAt, await db.TicketToChange(promise.TicketId, cancellationToken), now);
            db.PlanAlarms(promise, now);
        }
    }
}

/// <summary>A ticket stayed solved: what was promised on it is done.</summary>
internal sealed class SettlePromises(TicketingDb db, TimeProvider time) : IEventHandler<TicketClosed>
{
    public async Task Handle(TicketClosed told, EventFacts facts, CancellationToken cancellationToken)
    {
        var kept = await db.KeptOn(told.TicketId, cancellationToken);
        if (kept.Count == 0) return;
        foreach (var promise in kept) promise.Settle(await db.TicketToChange(promise.TicketId, cancellationToken), time.Now());
    }
}

internal static class KeptPromises
{
    /// <summary>Those made on tickets that were merged into it hold or fall with it.</summary>
    public static async Task<List<CustomerPromise>> KeptOn(this TicketingDb db, Guid ticketId, CancellationToken ct)
    {
        var thread = db.ThreadOf(ticketId);
        return await db.Promises.Where(p => thread.Contains(p.TicketId) && p.State == PromiseState.Kept).ToListAsync(ct);
    }
}
