using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Checklists;

internal static class ListChecklists
{
    public static async Task<Page<ChecklistView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var lists = db.Checklists.AsNoTracking().Where(c => c.TicketId == id);
        if (Paging.Read<string>(after) is var (_, last)) lists = lists.Where(c => c.Id > last);
        var rows = await lists.OrderBy(c => c.Id).Take(size + 1).ToListAsync(ct);
        if (rows.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return Paging.Cut(rows, size, c => ("id", c.Id), ChecklistView.Of);
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
