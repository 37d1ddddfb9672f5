using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Returns;

namespace CustomerOps.Ticketing.Orders;

/// <summary>In the order an order goes through them; cancelled ends it before delivery.</summary>
internal enum OrderStatus { Pending, Processed, Delivered, Completed, Cancelled }

/// <param name="ProductId">Variants of one product share it.</param>
internal sealed record OrderItem(string Sku, string Name, int Quantity, decimal UnitPrice, string? ProductId = null, string? Category = null);

/// <summary>What a shop system says of an order now.</summary>
internal sealed record OrderFacts(
    string ExternalId, OrderStatus Status, string? Branch, string Currency, IReadOnlyList<OrderItem> Lines, DateTimeOffset PlacedAt, DateTimeOffset? CompletedAt,
    IReadOnlyList<Payment>? Payments = null);

/// <summary>A purchase as the shop system tells it, known by the shop's own number.</summary>
internal sealed partial class Order : Chronicled
{
    private Order() { }

    public Order(OrderFacts facts, Customer customer, DateTimeOffset now)
    {
        (ExternalId, Customer, CustomerId, PlacedAt) = (facts.ExternalId, customer, customer.Id, facts.PlacedAt);
        Status = OrderStatus.Pending;
        Take(facts, now);
        Chronicle(CustomerId, "order-placed", $"Order {ExternalId}, {Total} {Currency}", PlacedAt);
        Advance(facts, now);
    }

    public string ExternalId { get; private init; } = "";
    public Guid CustomerId { get; private init; }
    public Customer Customer { get; private init; } = null!;
    public string? Branch { get; private set; }
    public OrderStatus Status { get; private set; }
    public string Currency { get; private set; } = "";
    public decimal Total { get; private set; }
    public List<OrderItem> Lines { get; private set; } = [];

    /// <summary>Empty where the shop does not tell.</summary>
    public List<Payment> Payments { get; private set; } = [];
    public DateTimeOffset PlacedAt { get; private init; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Takes newer facts. An order never goes back: what was true before its present status changes nothing.</summary>
    public void Update(OrderFacts facts, DateTimeOffset now)
    {
        if (Status == OrderStatus.Cancelled)
        {
            RuleViolation.Unless(facts.Status is not (OrderStatus.Delivered or OrderStatus.Completed), "order.cancelled", "The order was cancelled; it cannot be delivered.");
            return;
        }

        RuleViolation.Unless(facts.Status != OrderStatus.Cancelled || CompletedAt is null, "order.already-delivered", "The order has reached its customer; it cannot be cancelled.");
        if (facts.Status < Status) return;
        Take(facts, now);
        Advance(facts, now);
    }

    /// <summary>Something was done with it: who reads it together with what was done before must not be stale.</summary>
    public void Acted() => Touch();

    /// <summary>Before it was sent.</summary>
    public void Cancel(DateTimeOffset now)
    {
        RuleViolation.Unless(CompletedAt is null, "order.already-delivered", "The order has reached its customer; it cannot be cancelled.");
        if (Status == OrderStatus.Cancelled) return;
        (Status, UpdatedAt) = (OrderStatus.Cancelled, now);
        ComesNoMore();
        Chronicle(CustomerId, "order-cancelled", $"Order {ExternalId} is cancelled", now);
    }

    private void Take(OrderFacts facts, DateTimeOffset now)
    {
        if (facts.Payments is { } payments && !payments.SequenceEqual(Payments)) (Payments, UpdatedAt) = ([.. payments], now);
        if (Lines.SequenceEqual(facts.Lines) && Currency == facts.Currency && (facts.Branch ?? Branch) == Branch) return;
        (Branch, Currency, Lines, UpdatedAt) = (facts.Branch ?? Branch, facts.Currency, [.. facts.Lines], now);
        Total = Lines.Sum(l => l.Quantity * l.UnitPrice);
    }

    private void Advance(OrderFacts facts, DateTimeOffset now)
    {
        if (facts.Status == Status) return;
        (Status, UpdatedAt) = (facts.Status, now);
        ComesNoMore();
        Chronicle(CustomerId, $"order-{Kebab<OrderStatus>.Of(Status)}", $"Order {ExternalId} is {Kebab<OrderStatus>.Of(Status)}", facts.CompletedAt ?? now);
        if (CompletedAt is not null || Status is not (OrderStatus.Delivered or OrderStatus.Completed)) return;
        CompletedAt = facts.CompletedAt ?? now;
        Raise(new OrderCompleted(Id, ExternalId, Customer.ForEvents("en"), Branch ?? Customer.Branch, Currency, Total, PlacedAt, CompletedAt.Value));
    }
}
