using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

internal static class ListOwnTickets
{
    public static async Task<Page<OwnTicketView>> Handle(TicketingDb db, FieldBook book, Caller caller, int? limit, [Text(500)] string? after, CancellationToken ct)
    {
        var (take, start) = (Paging.Limit(limit), Paging.Read<string>(after));
        var fields = await book.For(db, ct);
        var tickets = OwnTickets.Of(db, caller);
        if (start is var (_, last)) tickets = tickets.Where(t => t.Id < last);
        var rows = await tickets.OrderByDescending(t => t.Id).TakePage(take)
            .Select(t => new OwnTicketView(t.Id, Ticket.TextOf(t.Number), t.State, t.Subject, t.CreatedAt, t.UpdatedAt, t.Customer.Name, OwnFieldView.Of(fields, t.Fields, t.Language))).ToListAsync(ct);
        return Paging.Cut(rows, take, t => ("id", t.Id), t => t);
    }
}

internal static class ListOwnMessages
{
    public static async Task<Page<OwnMessageView>> Handle(Guid id, TicketingDb db, Caller caller, int? limit, [Text(500)] string? after, CancellationToken ct)
    {
        var (take, start) = (Paging.Limit(limit), Paging.Read<string>(after));
        if (!await OwnTickets.Of(db, caller).AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        var messages = db.Messages.AsNoTracking().Where(m => m.TicketId == id && m.Visibility == Visibility.Public);
        if (start is var (_, last)) messages = messages.Where(m => m.Id > last);
        var rows = await messages.OrderBy(m => m.Id).TakePage(take).ToListAsync(ct);
        return Paging.Cut(await db.Shown(rows, ct), take, m => ("id", m.Id), OwnMessageView.Of);
    }
}
