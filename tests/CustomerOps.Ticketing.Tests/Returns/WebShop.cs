using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerOps.Contracts.Partners;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Tests.Returns;

/// <summary>A web shop's policy as its manager would send it, and orders to judge by it.</summary>
internal static class WebShop
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    public static readonly Author Agent = new(AuthorKind.Staff, Guid.CreateVersion7(), "Agnes"), Lead = new(AuthorKind.Staff, Guid.CreateVersion7(), "Lea");

    private static readonly JsonSerializerOptions s_api = new(JsonSerializerOptions.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>The policy of the shop whose orders are in the shared data.</summary>
    public const string Rules = """
        [
          { "id": "cancel-pending", "action": "cancel", "statuses": ["pending"], "notAfter": ["change-items"], "reasons": ["no longer needed", "ordered by mistake"],
            "text": "A pending order is cancelled where the customer no longer needs it or ordered by mistake; the money goes back as it was paid." },
          { "id": "address-of-pending", "action": "change-address", "statuses": ["pending"], "notAfter": ["change-items"], "text": "The address of a pending order can be changed." },
          { "id": "payment-of-pending", "action": "change-payment", "statuses": ["pending"], "notAfter": ["change-items"], "refundTo": "any",
            "text": "A pending order can be paid by one other method; a gift card must hold the whole sum." },
          { "id": "items-of-pending", "action": "change-items", "statuses": ["pending"], "notAfter": ["change-items"], "sameProduct": true, "refundTo": "any",
            "text": "Items of a pending order are changed once, each for another variant of its product." },
          { "id": "return-delivered", "action": "return", "statuses": ["delivered"], "notAfter": ["return", "exchange"], "refundTo": "original-or-gift-card",
            "text": "Items of a delivered order are returned once; the money goes back as it was paid or to a gift card the customer has." },
          { "id": "exchange-delivered", "action": "exchange", "statuses": ["delivered"], "notAfter": ["return", "exchange"], "sameProduct": true, "refundTo": "any",
            "text": "Items of a delivered order are exchanged once, each for another variant of its product." }
        ]
        """;

    public static PolicyRule[] Read(string rules) => JsonSerializer.Deserialize<PolicyRule[]>(rules, s_api)!;

    public static ReturnPolicy Policy(string rules = Rules, int after = 0) => ReturnPolicy.After(after, Read(rules), Lead, Now.AddDays(-100));

    public static Order Order(OrderStatus status, IReadOnlyList<OrderItem>? items = null, IReadOnlyList<Payment>? payments = null, IReadOnlyList<PaymentMethod>? methods = null, int daysAgo = 5)
    {
        items ??= [new("LAMP-S", "Lamp, small", 2, 40, "LAMP", "light"), new("RUG", "Rug", 1, 120, "RUG", "textile")];
        var customer = new Customer("kim@example.com", "Kim", "en", null, Now.AddDays(-200));
        customer.PayBy(methods ?? [new("card-1", PaymentKind.CreditCard), new("gift-1", PaymentKind.GiftCard, 50), new("pal-1", PaymentKind.Paypal)]);
        var done = status is OrderStatus.Delivered or OrderStatus.Completed ? Now.AddDays(-daysAgo) : (DateTimeOffset?)null;
        return new Order(
            new OrderFacts("W-1", status, null, "EUR", items, Now.AddDays(-daysAgo - 3), done, payments ?? [new("card-1", PaymentKind.CreditCard, items.Sum(i => i.Quantity * i.UnitPrice))]), customer, Now.AddDays(-daysAgo));
    }

    public static CatalogueItem Item(string sku, string product, decimal price, bool available = true, string currency = "EUR")
    {
        var item = new CatalogueItem(sku);
        item.Take(product, sku, null, price, currency, available, Now);
        return item;
    }

    /// <summary>Judges as the route does.</summary>
    public static Decision Judged(this ReturnPolicy policy, OrderCase on, AskOrderAction asked, params CatalogueItem[] catalogue) => Judge.Decide(policy, on, on.Asks(asked, catalogue));

    public static Ask Asks(this OrderCase on, AskOrderAction asked, params CatalogueItem[] catalogue) => ReadAsk.Understand(on, asked, catalogue.ToDictionary(i => i.Sku), Now);

    public static OrderCase Case(this Order order, params OrderAction[] earlier) => new(order, earlier, order.Customer.PaymentMethods);

    /// <summary>Judged, and done where it is let.</summary>
    public static OrderAction Do(this ReturnPolicy policy, OrderCase on, AskOrderAction asked, params CatalogueItem[] catalogue) =>
        OrderAction.Propose(on, on.Asks(asked, catalogue), policy.Judged(on, asked, catalogue), policy.Number, asked.Address, null, Agent);
}
