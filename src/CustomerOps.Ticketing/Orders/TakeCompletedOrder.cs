using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Problems;
using Told = CustomerOps.Contracts.Partners.OrderCompleted;

namespace CustomerOps.Ticketing.Orders;

/// <summary>A partner's message about a completed order does what the partner's POST would do.</summary>
internal sealed class TakeCompletedOrder(TicketingDb db, TimeProvider time) : IEventHandler<Told>
{
    public async Task Handle(Told told, EventFacts facts, CancellationToken cancellationToken)
    {
        RuleViolation.Unless(
            !string.IsNullOrWhiteSpace(told.ExternalId) && told.Lines.Count > 0 && told.Lines.All(l => l.Quantity > 0 && l.UnitPrice >= 0) && told.Currency.Length == 3 && told.Customer.Email.Contains('@'),
            "order.unreadable", "The order needs an externalId, a customer with an e-mail address, a currency and lines with a quantity and a price.");
        await db.TakeOrder(
            new OrderFacts(
                told.ExternalId.Trim(), OrderStatus.Completed, told.Customer.Branch, told.Currency,
                [.. told.Lines.Select(l => new OrderItem(l.Sku, l.Name, l.Quantity, l.UnitPrice))], told.PlacedAt.ToUniversalTime(), told.CompletedAt.ToUniversalTime()),
            new Buyer(told.Customer.Email, told.Customer.Name, told.Customer.Language, told.Customer.Branch), time.Now(), cancellationToken);
    }
}
