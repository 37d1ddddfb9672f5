using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Returns;

/// <summary>A person's returns against the organisation's own.</summary>
internal static class CountReturns
{
    private const int MostOrders = 1_000;

    public static async Task<ReturnFigures> FiguresOf(this TicketingDb db, IReadOnlyCollection<Guid> records, ReturnWatch watch, DateTimeOffset now, CancellationToken ct)
    {
        var from = now.AddDays(-watch.WithinDays);
        var bought = await db.Orders.AsNoTracking().Where(o => records.Contains(o.CustomerId) && o.CompletedAt >= from).OrderByDescending(o => o.Id).Take(MostOrders).Select(o => o.Lines).ToListAsync(ct);
        var returned = await db.OrderActions.AsNoTracking()
            .Where(a => records.Contains(a.Order.CustomerId) && a.Kind == OrderActionKind.Return && a.AskedAt >= from && (a.State == OrderActionState.AwaitingApproval || a.State == OrderActionState.Approved || a.State == OrderActionState.Completed))
            .OrderByDescending(a => a.Id).Take(MostOrders).Select(a => a.Lines).ToListAsync(ct);
        var (items, back) = (bought.Sum(lines => lines.Sum(l => l.Quantity)), returned.Sum(lines => lines.Sum(l => l.Quantity)));
        var rate = items == 0 ? 0 : Math.Round(100m * back / items, 1);
        return new(returned.Count, items, back, rate, watch.AbovePercentile is null || returned.Count < watch.FromReturns ? null : await db.Percentile(rate, from, ct));
    }

    /// <summary>Which of these were bought cheaper by another order of the person in that time.</summary>
    public static async Task<List<CheaperElsewhere>> CheaperElsewhere(this TicketingDb db, IReadOnlyCollection<Guid> records, Order order, IReadOnlyCollection<AskedLine> lines, ReturnWatch watch, DateTimeOffset now, CancellationToken ct)
    {
        var from = now.AddDays(-watch.WithinDays);
        var others = await db.Orders.AsNoTracking().Where(o => records.Contains(o.CustomerId) && o.Id != order.Id && o.PlacedAt >= from && o.Currency == order.Currency && o.Status != OrderStatus.Cancelled)
            .OrderByDescending(o => o.Id).Take(MostOrders).Select(o => new { o.ExternalId, o.Lines }).ToListAsync(ct);
        return [.. lines.Select(line => others.SelectMany(o => o.Lines.Where(l => l.Sku == line.Item.Sku && l.UnitPrice < line.Item.UnitPrice).Select(l => new CheaperElsewhere(l.Sku, line.Item.UnitPrice, l.UnitPrice, o.ExternalId))).MinBy(c => c.Cheaper)).OfType<CheaperElsewhere>()];
    }

    /// <summary>Percent of the persons who sent something back whose rate is lower; a person is their first record.</summary>
    private static async Task<decimal> Percentile(this TicketingDb db, decimal rate, DateTimeOffset from, CancellationToken ct)
    {
        var tenant = db.Tenant.Required;
        return await db.Database.SqlQuery<decimal>($"""
            with returned as (
                select coalesce(c.merged_into_id, c.id) as person, sum((line ->> 'quantity')::integer) as items
                from order_actions a join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
                cross join lateral jsonb_array_elements(a.lines) line
                where a.tenant_id = {tenant} and a.kind = 'return' and a.state in ('awaiting-approval', 'approved', 'completed') and a.asked_at >= {from} group by 1),
            rates as (
                select 100.0 * r.items / nullif((
                    select sum((line ->> 'quantity')::integer) from customers c join orders o on o.tenant_id = c.tenant_id and o.customer_id = c.id cross join lateral jsonb_array_elements(o.lines) line
                    where c.tenant_id = {tenant} and (c.id = r.person or c.merged_into_id = r.person) and o.completed_at >= {from}), 0) as rate
                from returned r)
            select coalesce(round(100.0 * count(*) filter (where round(rate, 1) < {rate}) / nullif(count(*), 0), 1), 0) as "Value" from rates where rate is not null
            """).SingleAsync(ct);
    }
}

/// <param name="PolicyVersion">The return policy whose watch counted; 0 is the one that comes with CustomerOps.</param>
/// <param name="Flagged">Some flag is raised; nothing is refused for that.</param>
internal sealed record CustomerReturnsView(int PolicyVersion, ReturnWatch? Watch, ReturnFigures? Figures, bool Flagged, IReadOnlyList<ReturnFlag> Flags);

internal static class GetCustomerReturns
{
    /// <summary>Without a watch in the policy nobody is counted.</summary>
    public static async Task<CustomerReturnsView> Handle(Guid id, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var (policy, records) = (await db.PolicyInForce(ct), await db.ReadRecordsOf(id, ct));
        if (records.Count == 0) throw new NotFound("customer");
        if (policy.Watch is not { } watch) return new(policy.Number, null, null, false, []);
        var figures = await db.FiguresOf(records, watch, time.Now(), ct);
        List<ReturnFlag> flags = [.. watch.Flags(figures, [])];
        return new(policy.Number, watch, figures, flags.Count > 0, flags);
    }
}
