using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Presences;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal static class GetTicket
{
    private static readonly Func<TicketingDb, Guid, Task<TicketRow?>> ById =
        EF.CompileAsyncQuery((TicketingDb db, Guid id) => db.Tickets.AsNoTracking().Where(t => t.Id == id).Select(TicketRow.Shown).SingleOrDefault());

    public static async Task<Tagged<TicketView>> Handle(Guid id, [RegularExpression("^(messages|customer|presence)(,(messages|customer|presence)){0,2}$")] string? include, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var wanted = include?.Split(',') ?? [];
        if (wanted.Length > 0) await db.Database.OpenConnectionAsync(ct);
        var row = await ById(db, id) ?? throw new NotFound("ticket");
        var messages = wanted.Contains("messages") ? await ListMessages.Page(db, id, Paging.DefaultLimit, null, ct) : null;
        var customer = wanted.Contains("customer") ? CustomerView.Of(await db.Customers.AsNoTracking().SingleAsync(c => c.Id == row.View.Requester.Id, ct)) : null;
        var presence = wanted.Contains("presence") ? (await GetPresence.Of(db, id, time.Now(), ct)).Items : null;
        return Tagged.Ok(row.View with { Messages = messages, Customer = customer, Presence = presence }, row.Version);
    }
}
