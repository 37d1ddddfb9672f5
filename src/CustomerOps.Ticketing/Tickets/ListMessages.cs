using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal static class ListMessages
{
    public static async Task<Page<MessageView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var page = await Page(db, id, Paging.Limit(limit), after, ct);
        // Every ticket has a first message: only an empty page leaves the question whether there is such a ticket.
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }

    public static async Task<Page<MessageView>> Page(TicketingDb db, Guid ticketId, int limit, string? after, CancellationToken ct)
    {
        var messages = db.MessagesOf(ticketId);
        if (Paging.Read<string>(after) is var (_, last)) messages = messages.Where(m => m.Id > last);
        var rows = await messages.OrderBy(m => m.Id).TakePage(limit).ToListAsync(ct);
        var shown = await db.Shown(rows, ct);
        return Paging.Cut(shown, limit, m => ("id", m.Id), m => m);
    }
}

internal static class GetMessage
{
    public static async Task<MessageView> Handle(Guid id, Guid messageId, TicketingDb db, CancellationToken ct) =>
        (await db.Shown([await db.MessagesOf(id).SingleOrDefaultAsync(m => m.Id == messageId, ct) ?? throw new NotFound("message")], ct))[0];
}
