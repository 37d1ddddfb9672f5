using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Readings;

/// <summary>One reading of an article.</summary>
/// <param name="Reader">As whoever told of it knew them.</param>
/// <param name="TicketId">What it was read for.</param>
internal sealed record ReadingView(Guid Id, int Version, string Language, Reader Reader, ReadingSource Source, Guid? TicketId, DateTimeOffset ReadAt);

internal static class ListReadings
{
    /// <param name="customerId">Of this record of a customer alone.</param>
    /// <param name="ticketId">For this ticket alone.</param>
    public static async Task<Page<ReadingView>> Handle(Guid id, Guid? customerId, Guid? ticketId, int? limit, string? after, KnowledgeBaseDb db, CancellationToken ct)
    {
        var take = Paging.Limit(limit);
        if (!await db.Articles.AnyAsync(a => a.Id == id, ct)) throw new NotFound("article");
        var readings = db.Readings.AsNoTracking().Where(r => r.ArticleId == id);
        if (customerId is not null) readings = readings.Where(r => r.CustomerId == customerId);
        if (ticketId is not null) readings = readings.Where(r => r.TicketId == ticketId);
        if (Paging.Read<DateTimeOffset>(after) is var (at, last))
        {
            var utc = at.ToUniversalTime();
            readings = readings.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.ReadAt, r.Id), ValueTuple.Create(utc, last)));
        }

        var page = await readings.OrderByDescending(r => r.ReadAt).ThenByDescending(r => r.Id).TakePage(take)
            .Join(db.Versions, r => new { r.ArticleId, r.Number }, v => new { v.ArticleId, v.Number }, (r, v) => new { Reading = r, v.Language })
            .OrderByDescending(r => r.Reading.ReadAt).ThenByDescending(r => r.Reading.Id).ToListAsync(ct);
        return Paging.Cut(page, take, r => (r.Reading.ReadAt, r.Reading.Id),
            r => new ReadingView(r.Reading.Id, r.Reading.Number, r.Language, new Reader(r.Reading.CustomerId, r.Reading.Email), r.Reading.Source, r.Reading.TicketId, r.Reading.ReadAt));
    }
}
