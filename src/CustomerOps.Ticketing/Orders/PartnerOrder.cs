using System.Text.RegularExpressions;
using CustomerOps.Contracts.Partners;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Returns;

namespace CustomerOps.Ticketing.Orders;

/// <summary>An order as a partner's message tells it, held to what the route for orders demands.</summary>
internal sealed partial record PartnerOrder(string ExternalId, OrderStatus Status, OrderCustomer Customer, IReadOnlyList<OrderLine> Lines, string Currency, DateTimeOffset PlacedAt, DateTimeOffset? CompletedAt, IReadOnlyList<OrderPayment>? Payments)
{
    private const int MaxLines = 500, MaxQuantity = 100_000, MaxPayments = 20;
    private const decimal MaxPrice = 100_000_000;

    public async Task Take(TicketingDb db, DateTimeOffset now, CancellationToken ct)
    {
        RuleViolation.Unless(TextAttribute.Fits(ExternalId, 100) && Lines.Count is > 0 and <= MaxLines && Iso4217().IsMatch(Currency), "order.unreadable", "An order has an externalId, 1 to 500 lines and a currency of three capital letters.");
        RuleViolation.Unless(
            Lines.All(l => TextAttribute.Fits(l.Sku, 100) && TextAttribute.Fits(l.Name, 300) && l.Quantity is > 0 and <= MaxQuantity && l.UnitPrice is >= 0 and <= MaxPrice),
            "order.unreadable-line", "A line has sku, name, a quantity of 1 to 100,000 and a price.");
        RuleViolation.Unless(Lines.All(l => l.ProductId is null || TextAttribute.Fits(l.ProductId, 100)) && Lines.All(l => l.Category is null || TextAttribute.Fits(l.Category, 100)), "order.unreadable-line", "productId and category are text of at most 100 characters.");
        RuleViolation.Unless(
            (Payments ?? []).All(p => TextAttribute.Fits(p.Reference, 100) && p.Amount is >= 0 and <= MaxPrice) && (Customer.PaymentMethods ?? []).All(m => TextAttribute.Fits(m.Reference, 100) && m.Balance is null or >= 0 and <= MaxPrice)
            && Payments is not { Count: > MaxPayments } && Customer.PaymentMethods is not { Count: > MaxPayments },
            "order.unreadable-payment", "A payment has a reference, a kind and an amount; there are at most 20.");
        PartnerCustomer.Check(Customer.Email, Customer.Name, Customer.Language, Customer.Branch);
        await db.TakeOrder(
            new OrderFacts(ExternalId.Trim(), Status, Customer.Branch, Currency, [.. Lines.Select(l => new OrderItem(l.Sku, l.Name, l.Quantity, l.UnitPrice, l.ProductId, l.Category))], PlacedAt.ToUniversalTime(), CompletedAt?.ToUniversalTime(),
                Payments?.Select(p => new Payment(p.Reference, p.Kind, p.Amount)).ToList()),
            new Buyer(Customer.Email, Customer.Name, Customer.Language, Customer.Branch, Customer.PaymentMethods?.Select(m => new PaymentMethod(m.Reference, m.Kind, m.Balance)).ToList()), now, ct);
    }

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex Iso4217();
}
