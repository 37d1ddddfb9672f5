using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Presences;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Close a ticket if the solution of that moment has held until now.</summary>
[Due("close-ticket")]
internal sealed record CloseTicket(Guid TicketId, DateTimeOffset SolvedAt);

internal sealed class CloseSolved(TicketingDb db, TimeProvider time) : IDueHandler<CloseTicket>
{
    public async Task Handle(CloseTicket message, CancellationToken cancellationToken)
    {
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == message.TicketId, cancellationToken);
        ticket?.Close(message.SolvedAt, time.Now());
        await db.Set<Presence>().Where(p => p.TicketId == message.TicketId).ExecuteDeleteAsync(cancellationToken);
    }
}
