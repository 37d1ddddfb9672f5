using CustomerOps.ServiceDefaults.Data;
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
        var all = db.Readable(db.Timeline.AsNoTracking());
        var entries = records is [var only] ? all.Where(e => e.CustomerId == only) : all.Where(e => records.Contains(e.CustomerId));
        if (Paging.Read<DateTimeOffset>(after) is var (at, last))
        {
            var utc = at.ToUniversalTime();
            entries = entries.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.At, e.Id), ValueTuple.Create(utc, last)));
        }

        var rows = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).TakePage(size).ToListAsync(ct);
        return Paging.Cut(rows, size, e => (e.At, e.Id), e => new TimelineView(e.Id, e.Kind, e.Title, e.SubjectId, e.At));
    }

    /// <summary>Without what happened to tickets in queues that the caller may not read.</summary>
    public static IQueryable<TimelineEntry> Readable(this TicketingDb db, IQueryable<TimelineEntry> entries)
    {
        if (db.Limits.Hidden.Count == 0) return entries;
        var hidden = db.Limits.Hidden;
        var tickets = db.Tickets.Where(t => hidden.Contains(t.Queue));
        // The filters would leave out just those that are looked for; the rows are still the organisation's alone, which the database sees to.
        return entries.IgnoreQueryFilters().Where(e => !tickets.Any(t => t.Id == e.SubjectId)
            && !db.Promises.Any(p => p.Id == e.SubjectId && tickets.Any(t => t.Id == p.TicketId)) && !db.Complaints.Any(c => c.Id == e.SubjectId && tickets.Any(t => t.Id == c.TicketId)));
    }
}
