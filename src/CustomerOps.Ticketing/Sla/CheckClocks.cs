using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

/// <summary>Look at a ticket's clocks. Out of date when the ticket plans another time by then.</summary>
[Due("check-clocks")]
internal sealed record CheckClocks(Guid TicketId, DateTimeOffset Planned);

/// <summary>Gives warnings and breaches when they are due and plans the next look.</summary>
internal sealed class AlarmClocks(TicketingDb db, TimeProvider time) : IDueHandler<CheckClocks>
{
    public async Task Handle(CheckClocks message, CancellationToken cancellationToken)
    {
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == message.TicketId, cancellationToken);
        if (ticket is not null) db.PlanCheck(ticket, ticket.CheckClocks(message.Planned, time.Now()));
    }
}

internal static class CheckPlanning
{
    public static void PlanCheck(this TicketingDb db, Ticket ticket, DateTimeOffset? next)
    {
        if (next is { } at) db.Schedule(new CheckClocks(ticket.Id, at), at);
    }
}
