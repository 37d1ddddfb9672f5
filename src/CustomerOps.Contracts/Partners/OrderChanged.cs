namespace CustomerOps.Contracts.Partners;

/// <summary>A shop system tells where an order stands now. An order never goes back: older news changes nothing.</summary>
/// <param name="ExternalId">The partner's order number; the same one twice is one order.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="CompletedAt">When it reached its customer, where it has.</param>
/// <param name="Payments">What it was paid with; nothing said changes nothing.</param>
[Event("order-changed.v1", fromPartner: true)]
public sealed record OrderChanged(
    string ExternalId, OrderProgress Status, OrderCustomer Customer, IReadOnlyList<OrderLine> Lines, string Currency, DateTimeOffset PlacedAt,
    DateTimeOffset? CompletedAt = null, IReadOnlyList<OrderPayment>? Payments = null);

/// <summary>In the order an order goes through them; cancelled ends it before delivery.</summary>
public enum OrderProgress { Pending, Processed, Delivered, Completed, Cancelled }
