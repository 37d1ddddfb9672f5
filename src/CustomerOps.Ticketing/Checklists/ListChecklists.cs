using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Checklists;

internal static class ListChecklists
{
    public static async Task<Page<ChecklistView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var thread = db.ThreadOf(id);
        var page = await db.Checklists.AsNoTracking().Where(c => thread.Contains(c.TicketId)).OldestFirst(limit, after, c => c.Id, ChecklistView.Of, ct);
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }
}

internal static class GetChecklist
{
    public static async Task<Tagged<ChecklistView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var list = await db.ChecklistOf(id, ct);
        return Tagged.Ok(ChecklistView.Of(list), list.Version);
    }
}
