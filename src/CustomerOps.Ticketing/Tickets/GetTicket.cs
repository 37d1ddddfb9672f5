using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal static class GetTicket
{
    private static readonly Func<TicketingDb, Guid, Task<TicketRow?>> ById = EF.CompileAsyncQuery((TicketingDb db, Guid id) => db.Tickets.AsNoTracking()
        .Where(t => t.Id == id)
        .Select(t => new TicketRow(t, t.Customer, db.People.Where(p => p.Id == t.AssigneeId).Select(p => p.Name).FirstOrDefault()))
        .SingleOrDefault());

    public static async Task<Tagged<TicketView>> Handle(Guid id, [RegularExpression("^(messages|customer)(,(messages|customer))?$")] string? include, TicketingDb db, CancellationToken ct)
    {
        var wanted = include?.Split(',') ?? [];
        if (wanted.Contains("messages")) await db.Database.OpenConnectionAsync(ct);
        var row = await ById(db, id) ?? throw new NotFound("ticket");
        var messages = wanted.Contains("messages") ? await ListMessages.Page(db, id, Paging.DefaultLimit, null, ct) : null;
        var customer = wanted.Contains("customer") ? CustomerView.Of(row.Customer) : null;
        return Tagged.Ok(row.View with { Messages = messages, Customer = customer }, row.Ticket.Version);
    }
}
