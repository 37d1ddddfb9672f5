using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Waiting;

internal sealed record PendingReasonView(string Name, string Title, int Every, ChaseUnit Unit, int Times, bool ThenSolve, IReadOnlyDictionary<string, string> Texts)
{
    public static PendingReasonView Of(PendingReason r) => new(r.Name, r.Title, r.Every, r.Unit, r.Times, r.ThenSolve, r.Texts);
}

/// <param name="Items">By name; at most 100.</param>
internal sealed record PendingReasonsView(IReadOnlyList<PendingReasonView> Items);

internal static class ListPendingReasons
{
    public static async Task<PendingReasonsView> Handle(TicketingDb db, CancellationToken ct) =>
        new([.. (await db.Set<PendingReason>().AsNoTracking().OrderBy(r => r.Name).Take(PutPendingReason.Most).ToListAsync(ct)).Select(PendingReasonView.Of)]);
}

internal static class GetPendingReason
{
    public static async Task<Tagged<PendingReasonView>> Handle(string name, TicketingDb db, CancellationToken ct)
    {
        var reason = await db.Named<PendingReason>(name, "pending reason", ct);
        return Tagged.Ok(PendingReasonView.Of(reason), reason.Version);
    }
}
