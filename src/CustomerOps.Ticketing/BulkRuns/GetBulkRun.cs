using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.BulkRuns;

internal enum BulkRunState { Running, Finished, Cancelled }

/// <param name="Done">Tickets whose steps were all done.</param>
/// <param name="Failed">Tickets a rule kept from it; nothing was done to them.</param>
/// <param name="CancelledAt">When it was stopped; to the tickets that are neither done nor failed nothing is done.</param>
internal sealed record BulkRunView(Guid Id, Guid MacroId, string MacroName, BulkRunState State, int Total, int Done, int Failed, Guid StartedBy, string StartedByName, DateTimeOffset StartedAt,
    DateTimeOffset? CancelledAt, string? CancelledByName)
{
    public static BulkRunView Of(BulkRun r, int done, int failed) => new(
        r.Id, r.MacroId, r.MacroName, r.CancelledAt is not null ? BulkRunState.Cancelled : done + failed == r.Total ? BulkRunState.Finished : BulkRunState.Running, r.Total, done, failed, r.StartedBy, r.StartedByName, r.StartedAt,
        r.CancelledAt, r.CancelledByName);
}

internal static class GetBulkRun
{
    public static async Task<BulkRunView> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var run = await db.BulkRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new NotFound("bulk run");
        return await db.Show(run, ct);
    }

    public static async Task<BulkRunView> Show(this TicketingDb db, BulkRun run, CancellationToken ct)
    {
        var settled = await db.BulkTickets.Where(t => t.RunId == run.Id).GroupBy(t => t.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return BulkRunView.Of(run, settled.GetValueOrDefault(BulkState.Done), settled.GetValueOrDefault(BulkState.Failed));
    }
}

/// <param name="Code">Where it failed: why, as a request to that ticket would have been told.</param>
internal sealed record BulkTicketView(Guid TicketId, BulkState State, string? Code, string? Reason, DateTimeOffset? SettledAt);

internal static class ListBulkTickets
{
    public static async Task<Page<BulkTicketView>> Handle(Guid id, [Word<BulkState>] string? state, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var tickets = db.BulkTickets.AsNoTracking().Where(t => t.RunId == id);
        if (Kebab<BulkState>.Read(state) is { } wanted) tickets = tickets.Where(t => t.State == wanted);
        if (Paging.Read<string>(after) is var (_, last)) tickets = tickets.Where(t => t.TicketId > last);
        var rows = await tickets.OrderBy(t => t.TicketId).TakePage(size).ToListAsync(ct);
        if (rows.Count == 0 && !await db.BulkRuns.AnyAsync(r => r.Id == id, ct)) throw new NotFound("bulk run");
        return Paging.Cut(rows, size, t => ("id", t.TicketId), t => new BulkTicketView(t.TicketId, t.State, t.Code, t.Reason, t.SettledAt));
    }
}
