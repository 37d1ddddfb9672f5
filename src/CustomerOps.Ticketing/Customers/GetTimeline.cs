using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

internal static class GetTimeline
{
    public static async Task<Page<TimelineView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var records = await db.ReadRecordsOf(id, ct);
        if (records.Count == 0) throw new NotFound("customer");
        var entries = records is [var only] ? db.Timeline.AsNoTracking().Where(e => e.CustomerId == only) : db.Timeline.AsNoTracking().Where(e => records.Contains(e.CustomerId));
        if (Paging.Read<DateTimeOffset>(after) is var (at, last))
        {
            var utc = at.ToUniversalTime();
            entries = entries.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.At, e.Id), ValueTuple.Create(utc, last)));
        }

        var rows = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(size + 1).ToListAsync(ct);
        return Paging.Cut(rows, size, e => (e.At, e.Id), e => new TimelineView(e.Id, e.Kind, e.Title, e.SubjectId, e.At));
    }
}
