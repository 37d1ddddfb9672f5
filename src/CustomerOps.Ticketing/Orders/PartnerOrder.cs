using System.Text.RegularExpressions;
using CustomerOps.Contracts.Partners;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;

namespace CustomerOps.Ticketing.Orders;

/// <summary>An order as a partner's message tells it, held to what the route for orders demands.</summary>
internal sealed partial record PartnerOrder(string ExternalId, OrderStatus Status, OrderCustomer Customer, IReadOnlyList<OrderLine> Lines, string Currency, DateTimeOffset PlacedAt, DateTimeOffset? CompletedAt)
{
    private const int MaxLines = 500, MaxQuantity = 100_000;
    private const decimal MaxPrice = 100_000_000;

    public async Task Take(TicketingDb db, DateTimeOffset now, CancellationToken ct)
    {
        RuleViolation.Unless(TextAttribute.Fits(ExternalId, 100) && Lines.Count is > 0 and <= MaxLines && Iso4217().IsMatch(Currency), "order.unreadable", "An order has an externalId, 1 to 500 lines and a currency of three capital letters.");
        RuleViolation.Unless(
            Lines.All(l => TextAttribute.Fits(l.Sku, 100) && TextAttribute.Fits(l.Name, 300) && l.Quantity is > 0 and <= MaxQuantity && l.UnitPrice is >= 0 and <= MaxPrice),
            "order.unreadable-line", "A line has sku, name, a quantity of 1 to 100,000 and a price.");
        PartnerCustomer.Check(Customer.Email, Customer.Name, Customer.Language, Customer.Branch);
        await db.TakeOrder(
            new OrderFacts(ExternalId.Trim(), Status, Customer.Branch, Currency, [.. Lines.Select(l => new OrderItem(l.Sku, l.Name, l.Quantity, l.UnitPrice))], PlacedAt.ToUniversalTime(), CompletedAt?.ToUniversalTime()),
            new Buyer(Customer.Email, Customer.Name, Customer.Language, Customer.Branch), now, ct);
    }

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex Iso4217();
}
