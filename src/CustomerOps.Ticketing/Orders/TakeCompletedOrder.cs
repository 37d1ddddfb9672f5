using CustomerOps.Messaging.Inbox;
using Told = CustomerOps.Contracts.Partners.OrderCompleted;

namespace CustomerOps.Ticketing.Orders;

/// <summary>A partner's message about a completed order does what the partner's POST would do.</summary>
internal sealed class TakeCompletedOrder(TicketingDb db, TimeProvider time) : IEventHandler<Told>
{
    public Task Handle(Told told, EventFacts facts, CancellationToken cancellationToken) =>
        new PartnerOrder(told.ExternalId, OrderStatus.Completed, told.Customer, told.Lines, told.Currency, told.PlacedAt, told.CompletedAt, told.Payments).Take(db, time.Now(), cancellationToken);
}
