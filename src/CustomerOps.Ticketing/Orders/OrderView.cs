using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Returns;

namespace CustomerOps.Ticketing.Orders;

internal sealed record OrderView(
    Guid Id, string ExternalId, OrderStatus Status, CustomerRef Customer, string? Branch, string Currency, decimal Total,
    IReadOnlyList<OrderItem> Lines, IReadOnlyList<Payment> Payments, DateTimeOffset PlacedAt, DateTimeOffset? CompletedAt, DateTimeOffset UpdatedAt)
{
    public static OrderView Of(Order o) => new(
        o.Id, o.ExternalId, o.Status, CustomerRef.Of(o.Customer), o.Branch, o.Currency, o.Total, o.Lines, o.Payments, o.PlacedAt, o.CompletedAt, o.UpdatedAt);
}

/// <summary>Who it is, in short.</summary>
internal sealed record CustomerRef(Guid Id, string Name, string? Email)
{
    public static CustomerRef Of(Customer c) => new(c.Id, c.Name, c.Email);
}
