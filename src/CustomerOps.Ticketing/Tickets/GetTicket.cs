using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal static class GetTicket
{
    private static readonly Func<TicketingDb, Guid, Task<TicketRow?>> ById =
        EF.CompileAsyncQuery((TicketingDb db, Guid id) => db.Tickets.AsNoTracking().Where(t => t.Id == id).Select(TicketRow.Shown).SingleOrDefault());

    public static async Task<Tagged<TicketView>> Handle(Guid id, [RegularExpression("^(messages|customer)(,(messages|customer))?$")] string? include, TicketingDb db, CancellationToken ct)
    {
        var wanted = include?.Split(',') ?? [];
        if (wanted.Length > 0) await db.Database.OpenConnectionAsync(ct);
        var row = await ById(db, id) ?? throw new NotFound("ticket");
        var messages = wanted.Contains("messages") ? await ListMessages.Page(db, id, Paging.DefaultLimit, null, ct) : null;
        var customer = wanted.Contains("customer") ? CustomerView.Of(await db.Customers.AsNoTracking().SingleAsync(c => c.Id == row.View.Requester.Id, ct)) : null;
        return Tagged.Ok(row.View with { Messages = messages, Customer = customer }, row.Version);
    }
}
