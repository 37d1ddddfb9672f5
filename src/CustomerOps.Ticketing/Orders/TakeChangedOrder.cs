using CustomerOps.Contracts.Partners;
using CustomerOps.Messaging.Inbox;

namespace CustomerOps.Ticketing.Orders;

/// <summary>A partner's word on where an order stands does what the partner's POST would do.</summary>
internal sealed class TakeChangedOrder(TicketingDb db, TimeProvider time) : IEventHandler<OrderChanged>
{
    public Task Handle(OrderChanged told, EventFacts facts, CancellationToken cancellationToken) =>
        new PartnerOrder(told.ExternalId, Enum.Parse<OrderStatus>(told.Status.ToString()), told.Customer, told.Lines, told.Currency, told.PlacedAt, told.CompletedAt, told.Payments).Take(db, time.Now(), cancellationToken);
}
