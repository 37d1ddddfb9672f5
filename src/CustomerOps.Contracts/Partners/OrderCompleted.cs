namespace CustomerOps.Contracts.Partners;

/// <summary>A shop system tells of a completed order, on the partner exchange with routing key <c>order-completed.v1</c>.</summary>
/// <param name="ExternalId">The partner's order number; the same one twice is one order.</param>
/// <param name="Currency">ISO 4217.</param>
[Event("order-completed.v1", fromPartner: true)]
public sealed record OrderCompleted(
    string ExternalId, OrderCustomer Customer, IReadOnlyList<OrderLine> Lines, string Currency, DateTimeOffset PlacedAt, DateTimeOffset CompletedAt);

/// <param name="Language">BCP 47 tag.</param>
/// <param name="Branch">Code of the branch that served the customer.</param>
public sealed record OrderCustomer(string Email, string Name, string? Language = null, string? Branch = null);

/// <param name="UnitPrice">In the order's currency, two decimals.</param>
public sealed record OrderLine(string Sku, string Name, int Quantity, decimal UnitPrice);
