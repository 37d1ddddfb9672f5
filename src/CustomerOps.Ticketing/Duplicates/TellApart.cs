using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Duplicates;

/// <param name="OtherCustomerId">The record it was told apart from.</param>
internal sealed record DistinctionView(Guid Id, Guid CustomerId, Guid OtherCustomerId, Guid? SaidBy, string SaidByName, DateTimeOffset SaidAt);

internal static class TellApart
{
    /// <summary>Said again, it changes nothing.</summary>
    public static Task<NoContent> Handle(Guid id, Guid otherId, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        RuleViolation.Unless(id != otherId, "customer-distinction.itself", "A customer is not told apart from itself.", "otherId");
        var records = await db.ReadRecordsOf(id, ct);
        if (records.Count == 0 || !await db.Customers.AnyAsync(c => c.Id == otherId, ct)) throw new NotFound("customer");
        RuleViolation.Unless(!records.Contains(otherId), "customer-distinction.merged", "The two are merged; take that back first.");
        var (low, high) = Distinction.InOrder(id, otherId);
        if (!await db.Set<Distinction>().AnyAsync(d => d.LowId == low && d.HighId == high, ct)) db.Add(new Distinction(id, otherId, Author.Of(caller), time.Now()));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    });
}

internal static class TellApartNoMore
{
    public static async Task<NoContent> Handle(Guid id, Guid otherId, TicketingDb db, CancellationToken ct)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, ct)) throw new NotFound("customer");
        var (low, high) = Distinction.InOrder(id, otherId);
        await db.Set<Distinction>().Where(d => d.LowId == low && d.HighId == high).ExecuteDeleteAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class ListDistinctions
{
    public static async Task<Page<DistinctionView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var records = await db.ReadRecordsOf(id, ct);
        if (records.Count == 0) throw new NotFound("customer");
        return await db.Set<Distinction>().AsNoTracking().Where(d => records.Contains(d.LowId) || records.Contains(d.HighId)).OldestFirst(limit, after, d => d.Id,
            d => records.Contains(d.LowId) ? new DistinctionView(d.Id, d.LowId, d.HighId, d.SaidBy, d.SaidByName, d.SaidAt) : new DistinctionView(d.Id, d.HighId, d.LowId, d.SaidBy, d.SaidByName, d.SaidAt), ct);
    }
}
