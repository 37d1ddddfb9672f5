using CustomerOps.ServiceDefaults.Access;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Views;

/// <param name="Count">Exact up to 10,000.</param>
/// <param name="More">There are more than <see cref="Count"/>.</param>
internal sealed record ViewCount(Guid ViewId, int Count, bool More);

internal sealed record ViewCounts(IReadOnlyList<ViewCount> Items);

internal static class CountViews
{
    /// <summary>Nobody works through more; counting stops there.</summary>
    private const int MostCounted = 10_000;

    /// <summary>So many counts are one query.</summary>
    private const int AtOnce = 10;

    public static async Task<ViewCounts> Handle(TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var (now, counts) = (time.Now(), new List<ViewCount>());
        var views = await db.ViewsOf(caller).AsNoTracking().OrderBy(v => v.Id).Take(2 * CreateView.Most).ToListAsync(ct);
        foreach (var chunk in views.Chunk(AtOnce))
        {
            var each = chunk.Select(v => v.Filter.Of(db.Tickets.AsNoTracking(), caller.SubjectId, now).Take(MostCounted + 1).Select(_ => v.Id));
            var counted = await each.Aggregate((all, one) => all.Concat(one)).GroupBy(id => id).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
            counts.AddRange(chunk.Select(v => Told(v.Id, counted.GetValueOrDefault(v.Id))));
        }

        return new ViewCounts(counts);
    }

    private static ViewCount Told(Guid viewId, int counted) => new(viewId, Math.Min(counted, MostCounted), counted > MostCounted);
}
