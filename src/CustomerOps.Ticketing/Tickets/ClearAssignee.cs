using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Tickets;

internal static class ClearAssignee
{
    public static async Task<Tagged<TicketView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        var (now, before) = (time.Now(), ticket.AssigneeId);
        // Somebody else is looked for: who gave it back does not get it again at once.
        if (ticket.Release(now)) ticket.Decline(before, now);
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
