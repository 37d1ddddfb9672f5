using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Returns;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Orders;

/// <summary>The customer as the shop knows them.</summary>
/// <param name="PaymentMethods">Null where the shop does not say; else all of them.</param>
internal sealed record Buyer(string Email, string Name, string? Language, string? Branch, IReadOnlyList<PaymentMethod>? PaymentMethods = null);

internal static class OrderBook
{
    /// <summary>The one way in for orders, by HTTP and by message: a new order, or newer facts on a known one. The caller saves.</summary>
    public static async Task<(Order Order, bool IsNew)> TakeOrder(this TicketingDb db, OrderFacts facts, Buyer buyer, DateTimeOffset now, CancellationToken ct)
    {
        var known = await db.Orders.Include(o => o.Customer).SingleOrDefaultAsync(o => o.ExternalId == facts.ExternalId, ct);
        if (known is not null)
        {
            known.Update(facts, now);
            known.Customer.PayBy(buyer.PaymentMethods);
            return (known, false);
        }

        var customer = await db.Meet(buyer.Email, buyer.Name, buyer.Language, buyer.Branch, now);
        customer.Learn(buyer.Name, buyer.Language, buyer.Branch);
        customer.PayBy(buyer.PaymentMethods);
        var order = new Order(facts, customer, now);
        db.Add(order);
        return (order, true);
    }
}
