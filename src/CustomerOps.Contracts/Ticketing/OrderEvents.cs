namespace CustomerOps.Contracts.Ticketing;

/// <summary>An order reached its customer; told once per order.</summary>
[Event("ticketing.order-completed.v1")]
public sealed record OrderCompleted(
    Guid OrderId, string ExternalId, TicketCustomer Customer, string? Branch, string Currency, decimal Total, DateTimeOffset PlacedAt, DateTimeOffset CompletedAt);

/// <summary>An order comes later than its customer was promised, or did not come when it was. Told again when another time is expected.</summary>
/// <param name="ExpectedAt">Null where nobody knows.</param>
/// <param name="ExpectedBy"><c>carrier</c>: its estimate; <c>usual</c>: as long as this carrier usually takes; <c>nothing</c>.</param>
[Event("ticketing.order-late.v1")]
public sealed record OrderLate(
    Guid OrderId, string ExternalId, Guid CustomerId, string Carrier, string TrackingNumber, DateTimeOffset PromisedAt, DateTimeOffset? ExpectedAt, string ExpectedBy, DateTimeOffset KnownAt);

/// <summary>Values of the organisation's own fields of an order changed; what they are now, <c>GET /orders/{id}</c> says.</summary>
/// <param name="Fields">The keys of those that changed.</param>
[Event("ticketing.order-fields-changed.v1")]
public sealed record OrderFieldsChanged(Guid OrderId, string ExternalId, IReadOnlyList<string> Fields, DateTimeOffset ChangedAt);
