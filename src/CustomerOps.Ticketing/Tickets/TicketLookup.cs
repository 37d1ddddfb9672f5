using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal static class TicketLookup
{
    private static readonly Func<TicketingDb, Guid, Task<Ticket?>> ToChange =
        EF.CompileAsyncQuery((TicketingDb db, Guid id) => db.Tickets.Include(t => t.Customer).SingleOrDefault(t => t.Id == id));

    /// <summary>The ticket and its customer, to be changed. Keeps the connection open: a save and an answer follow.</summary>
    public static async Task<Ticket> TicketToChange(this TicketingDb db, Guid id, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        return await ToChange(db, id) ?? throw new NotFound("ticket");
    }
}
