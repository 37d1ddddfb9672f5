using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Macros;

internal static class ListMacros
{
    public static Task<Page<MacroView>> Handle(int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct) =>
        db.Macros.AsNoTracking().OldestFirst(limit, after, m => m.Id, MacroView.Of, ct);
}

internal static class GetMacro
{
    public static async Task<Tagged<MacroView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var macro = await db.Macros.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) ?? throw new NotFound("macro");
        return Tagged.Ok(MacroView.Of(macro), macro.Version);
    }
}
