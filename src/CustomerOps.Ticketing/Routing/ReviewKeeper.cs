using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Routing;

/// <summary>
/// A ticket came back to who had it. They keep it while they are on shift and have room for it; else it goes to its queue, and back to them when they can before
/// others can. While nobody is on shift at all, at night or where no rota is kept, it stays with
/// them, up to a limit that somebody set.
/// </summary>
internal sealed class KeepOrGiveBack(TicketingDb db, AskStaffing staffing, TimeProvider time) : IDueHandler<ReviewKeeper>
{
    private IReadOnlyList<OnDuty>? _onDuty;

    public async Task Prepare(ReviewKeeper message, CancellationToken cancellationToken) => _onDuty = await staffing.Who(db.Tenant.Required, cancellationToken);

    public async Task Handle(ReviewKeeper message, CancellationToken cancellationToken)
    {
        await db.LockRouting(cancellationToken);
        var now = time.Now();
        if (await db.Tickets.SingleOrDefaultAsync(t => t.Id == message.TicketId, cancellationToken) is not { State: TicketState.Open } ticket || ticket.AssigneeId != message.PersonId) return;
        // What is reviewed is counted already.
        var keeps = _onDuty is null or []
            ? await db.SaidLimit(message.PersonId, ticket.Channel, cancellationToken) is not { } limit || await db.Carried(message.PersonId, ticket.Channel, cancellationToken) <= limit
            : (await db.Roster(_onDuty, now, cancellationToken)).Desks.Any(d => d.Person.Id == message.PersonId && d.Carried(ticket.Channel) <= d.Limit(ticket.Channel));
        if (!keeps) ticket.Release(now, message.PersonId);
    }
}

/// <summary>Has the person who was given a ticket said a word on it? Out of date when it went to somebody else meanwhile.</summary>
[Due("idle-end")]
internal sealed record IdleEnd(Guid TicketId, Guid PersonId, DateTimeOffset AssignedAt);

internal static class IdlePlanning
{
    public static void PlanIdleEnd(this TicketingDb db, Ticket ticket, TicketQueue queue, SlaRules rules, DateTimeOffset now)
    {
        if (queue.IdleMinutes is not { } minutes || ticket.AssigneeId is not { } person) return;
        var end = BusinessTime.Add(rules.HoursOf(queue.Name), Instant.FromDateTimeOffset(now), Duration.FromMinutes(minutes)).ToDateTimeOffset();
        db.Schedule(new IdleEnd(ticket.Id, person, now), end);
    }
}

/// <summary>Who has not said a word within the queue's working time loses the ticket; others come first for a while.</summary>
internal sealed class TakeFromIdle(TicketingDb db, TimeProvider time) : IDueHandler<IdleEnd>
{
    public async Task Handle(IdleEnd message, CancellationToken cancellationToken)
    {
        var (id, person, since) = (message.TicketId, message.PersonId, message.AssignedAt.ToUniversalTime());
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == id && t.AssigneeId == person && t.State == TicketState.Open, cancellationToken);
        if (ticket is null || ticket.AssignedAt != since) return;
        if (await db.Messages.AnyAsync(m => m.TicketId == id && m.AuthorId == person && m.AddedAt >= since, cancellationToken)) return;
        ticket.Release(time.Now());
        ticket.Decline(person, time.Now());
    }
}
