using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Fields;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Orders;

/// <param name="Late">Only those of which a shipment is late, or only the others.</param>
/// <param name="Field">A value of one of the organisation's own fields: <c>key:value</c>; may be named several times.</param>
/// <param name="Customer">The customer's e-mail address, be it the first or another.</param>
internal sealed record OrderFilter([property: Word<OrderStatus>] string? Status, [property: Text(254)] string? Customer, [property: Text(100)] string? ExternalId, bool? Late, [property: FieldAsked] string[]? Field, int? Limit, [property: Text(500)] string? After);

internal static class ListOrders
{
    public static async Task<Page<OrderView>> Handle([AsParameters] OrderFilter filter, TicketingDb db, FieldBook book, CancellationToken ct)
    {
        IQueryable<Order> orders = db.Orders.AsNoTracking().Include(o => o.Customer);
        if (Kebab<OrderStatus>.Read(filter.Status) is { } status) orders = orders.Where(o => o.Status == status);
        if (EmailAddress.Normalise(filter.Customer) is { } email && db.RecordsKnownBy(email) is var records) orders = orders.Where(o => records.Contains(o.CustomerId));
        if (filter.ExternalId is { } externalId) orders = orders.Where(o => o.ExternalId == externalId);
        if (filter.Late is { } late) orders = orders.Where(o => o.Late == late);
        orders = await orders.WithFields(filter.Field, FieldScope.Order, db, book, ct);
        return await orders.NewestFirst(filter.Limit, filter.After, o => o.Id, OrderView.Of, ct);
    }
}
