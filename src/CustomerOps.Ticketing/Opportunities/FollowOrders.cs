using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Opportunities;

internal static class FollowOrders
{
    private const int Days = 90;

    /// <summary>With every save: an order for what was noted wins the opportunity, its cancellation opens it again, and what comes back is taken off its income.</summary>
    public static async Task FollowOrdersTo(this TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        foreach (var entry in db.ChangeTracker.Entries<Order>().ToList())
        {
            if (entry.State == EntityState.Added && entry.Entity.Status != OrderStatus.Cancelled) await db.Bought(entry.Entity, time.Now(), ct);
            else if (entry.State == EntityState.Modified && entry.Property(o => o.Status).IsModified && entry.Entity.Status == OrderStatus.Cancelled) await db.Cancelled(entry.Entity, time.Now(), ct);
        }

        foreach (var entry in db.ChangeTracker.Entries<OrderAction>().Where(e => e.Entity.CompletedAt is not null && (e.State == EntityState.Added || e.Property(a => a.CompletedAt).IsModified)).ToList())
            if (entry.Entity.Kind == OrderActionKind.Return) await db.CameBack(entry.Entity, time.Now(), ct);
    }

    /// <summary>Also those on tickets that whoever tells of the order may not read.</summary>
    private static IQueryable<Opportunity> All(this TicketingDb db)
    {
        var tenant = db.Tenant.Required;
        return db.Set<Opportunity>().IgnoreQueryFilters().Where(o => o.TenantId == tenant);
    }

    private static async Task Bought(this TicketingDb db, Order order, DateTimeOffset now, CancellationToken ct)
    {
        string[] skus = [.. order.Lines.Select(l => l.Sku).Distinct()];
        var (from, to) = (order.PlacedAt.ToUniversalTime().AddDays(-Days), order.PlacedAt.ToUniversalTime());
        var open = await db.All().Where(o => skus.Contains(o.Sku!) && (o.State == OpportunityState.Noted || o.State == OpportunityState.HandedOver) && o.NotedAt >= from && o.NotedAt <= to).OrderBy(o => o.Id).Take(200).ToListAsync(ct);
        if (open.Count == 0) return;
        var records = await db.ReadRecordsOf(order.CustomerId, ct);
        // One order wins what it is for once: of two that saw the same, the first.
        foreach (var won in open.Where(o => records.Contains(o.CustomerId) && (o.Currency is null || o.Currency == order.Currency)).DistinctBy(o => o.Sku))
            won.Win(won.ValueIn(order), order.Currency, order.Id, Author.System, now);
    }

    private static async Task Cancelled(this TicketingDb db, Order order, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var won in await db.All().Where(o => o.OrderId == order.Id && o.State == OpportunityState.Won).ToListAsync(ct)) won.Reopen(now);
    }

    private static async Task CameBack(this TicketingDb db, OrderAction action, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var won in await db.All().Where(o => o.OrderId == action.OrderId && o.State == OpportunityState.Won).ToListAsync(ct))
            won.TakeBack(action.Lines.Where(l => won.Sku is null || l.Sku == won.Sku).Sum(l => l.Quantity * l.UnitPrice), now);
    }
}
