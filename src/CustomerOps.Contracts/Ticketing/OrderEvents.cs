namespace CustomerOps.Contracts.Ticketing;

/// <summary>An order reached its customer; told once per order.</summary>
[Event("ticketing.order-completed.v1")]
public sealed record OrderCompleted(
    Guid OrderId, string ExternalId, TicketCustomer Customer, string? Branch, string Currency, decimal Total, DateTimeOffset PlacedAt, DateTimeOffset CompletedAt);
