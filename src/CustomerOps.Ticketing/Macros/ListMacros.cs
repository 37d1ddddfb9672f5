using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Macros;

internal static class ListMacros
{
    public static async Task<Page<MacroView>> Handle(int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var macros = db.Macros.AsNoTracking();
        if (Paging.Read<string>(after) is var (_, last)) macros = macros.Where(m => m.Id > last);
        var rows = await macros.OrderBy(m => m.Id).Take(size + 1).ToListAsync(ct);
        return Paging.Cut(rows, size, m => ("id", m.Id), MacroView.Of);
    }
}

internal static class GetMacro
{
    public static async Task<Tagged<MacroView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var macro = await db.Macros.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) ?? throw new NotFound("macro");
        return Tagged.Ok(MacroView.Of(macro), macro.Version);
    }
}
