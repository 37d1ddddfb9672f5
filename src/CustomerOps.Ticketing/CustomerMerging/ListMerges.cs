using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.CustomerMerging;

/// <param name="CustomerId">The record that was merged.</param>
/// <param name="UndoneAt">When it was taken back; null: it holds.</param>
internal sealed record CustomerMergeView(
    Guid Id, Guid CustomerId, Guid IntoCustomerId, string Reason, Guid? MergedBy, string MergedByName, DateTimeOffset MergedAt, Guid? UndoneBy, string? UndoneByName, DateTimeOffset? UndoneAt)
{
    public static CustomerMergeView Of(CustomerMerge m) =>
        new(m.Id, m.FromId, m.IntoId, m.Reason, m.MergedBy, m.MergedByName, m.MergedAt, m.UndoneBy, m.UndoneByName, m.UndoneAt);
}

internal static class ListMerges
{
    public static async Task<Page<CustomerMergeView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var records = await db.ReadRecordsOf(id, ct);
        if (records.Count == 0) throw new NotFound("customer");
        return await db.Set<CustomerMerge>().AsNoTracking().Where(m => records.Contains(m.FromId) || records.Contains(m.IntoId)).NewestFirst(limit, after, m => m.Id, CustomerMergeView.Of, ct);
    }
}
