using System.Text.Json;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Shipments;

namespace CustomerOps.Ticketing.Orders;

/// <param name="Late">One of its shipments comes, or had to come, after it was promised.</param>
/// <param name="Fields">Values of the organisation's own fields, by their keys; GET /orders/{id}/fields says what they are.</param>
internal sealed record OrderView(
    Guid Id, string ExternalId, OrderStatus Status, CustomerRef Customer, string? Branch, string Currency, decimal Total,
    IReadOnlyList<OrderItem> Lines, IReadOnlyList<Payment> Payments, DateTimeOffset PlacedAt, DateTimeOffset? CompletedAt, DateTimeOffset UpdatedAt,
    bool Late, IReadOnlyList<ShipmentView> Shipments, IReadOnlyDictionary<string, JsonElement> Fields)
{
    public static OrderView Of(Order o) => new(
        o.Id, o.ExternalId, o.Status, CustomerRef.Of(o.Customer), o.Branch, o.Currency, o.Total, o.Lines, o.Payments, o.PlacedAt, o.CompletedAt, o.UpdatedAt, o.Late, [.. o.Shipments.Select(ShipmentView.Of)], FieldValues.Read(o.Fields));
}

/// <param name="PromisedAt">When the customer was told it comes.</param>
/// <param name="Step">Where it is now.</param>
/// <param name="ExpectedAt">When it comes; when it came, once it has.</param>
/// <param name="ExpectedBy">How that is known.</param>
internal sealed record ShipmentView(
    string Carrier, string TrackingNumber, DateTimeOffset? PromisedAt, ShipmentStep Step, DateTimeOffset? ExpectedAt, ExpectedBy ExpectedBy, bool Late, DateTimeOffset? DeliveredAt, IReadOnlyList<ShipmentEvent> Events)
{
    public static ShipmentView Of(Shipment s) => new(s.Carrier, s.TrackingNumber, s.PromisedAt, s.Step, s.ExpectedAt, s.ExpectedBy, s.Late, s.DeliveredAt, s.Events);
}

/// <summary>Who it is, in short.</summary>
internal sealed record CustomerRef(Guid Id, string Name, string? Email)
{
    public static CustomerRef Of(Customer c) => new(c.Id, c.Name, c.Email);
}
