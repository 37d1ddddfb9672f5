using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Queueing;

namespace CustomerOps.Ticketing.Tickets;

internal static class ReopenTicket
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        await db.OpenAgain(ticket, time.Now(), ct);
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
