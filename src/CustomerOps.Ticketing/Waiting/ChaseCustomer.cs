using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Waiting;

/// <summary>Remind a customer of what a ticket waits for. Out of date when the ticket plans another time by then.</summary>
[Due("chase-customer")]
internal sealed record ChaseCustomer(Guid TicketId, DateTimeOffset Planned);

internal sealed class RemindCustomer(TicketingDb db, SlaRulebook rulebook, TimeProvider time) : IDueHandler<ChaseCustomer>
{
    public async Task Handle(ChaseCustomer message, CancellationToken cancellationToken)
    {
        var ticket = await db.Tickets.Include(t => t.Customer).SingleOrDefaultAsync(t => t.Id == message.TicketId, cancellationToken);
        if (ticket?.PendingReason is not { } name || await db.Set<PendingReason>().AsNoTracking().SingleOrDefaultAsync(r => r.Name == name, cancellationToken) is not { } reason) return;
        var now = time.Now();
        var held = await db.ChildrenHold(ticket, await db.QueueNamed(ticket.Queue, cancellationToken), cancellationToken);
        var wanted = await db.Allows(ticket.CustomerId, ConsentPurpose.Reminder, ConsentChannel.Email, unsaid: true, cancellationToken);
        if (ticket.Chase(reason, message.Planned, await rulebook.For(db, cancellationToken), now, wanted, held) is { } said)
        {
            db.Add(said);
            db.PlanChase(ticket);
        }
        else await db.AfterWait(ticket, cancellationToken);
    }
}

/// <summary>The time has come that a ticket waits for.</summary>
[Due("wait-over")]
internal sealed record WaitOver(Guid TicketId, DateTimeOffset Until);

internal sealed class EndWait(TicketingDb db, TimeProvider time) : IDueHandler<WaitOver>
{
    public async Task Handle(WaitOver message, CancellationToken cancellationToken)
    {
        var ticket = await db.Tickets.Include(t => t.Customer).SingleOrDefaultAsync(t => t.Id == message.TicketId, cancellationToken);
        if (ticket is null) return;
        var now = time.Now();
        var held = await db.ChildrenHold(ticket, await db.QueueNamed(ticket.Queue, cancellationToken), cancellationToken);
        if (ticket.EndWait(message.Until, now, held) is { } note) db.Add(note);
        await db.AfterWait(ticket, cancellationToken);
    }
}

internal static class ChasePlanning
{
    public static void PlanChase(this TicketingDb db, Ticket ticket)
    {
        if (ticket.ChaseAt is { } at) db.Schedule(new ChaseCustomer(ticket.Id, at), at);
    }

    /// <summary>What a wait's own end asks for: the clocks' next look, the closing where it is solved.</summary>
    public static async Task AfterWait(this TicketingDb db, Ticket ticket, CancellationToken ct)
    {
        if (!db.Entry(ticket).Property(t => t.State).IsModified) return;
        db.PlanClosing(ticket, await db.QueueNamed(ticket.Queue, ct));
    }
}
