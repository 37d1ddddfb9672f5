using CustomerOps.Contracts.Partners;
using CustomerOps.Ticketing.Orders;

namespace CustomerOps.Ticketing.Returns;

/// <param name="Instead">What comes in its place, as the catalogue has it; null where nothing does.</param>
internal sealed record AskedLine(OrderItem Item, int Quantity, ItemCondition? Condition, CatalogueItem? Instead)
{
    public decimal Price => Quantity * Item.UnitPrice;

    public decimal PriceInstead => Instead is null ? 0 : Quantity * Instead.UnitPrice;
}

/// <summary>What is asked for, with all that judging it needs.</summary>
/// <param name="Method">Where money goes or comes from; null for as it was paid.</param>
/// <param name="Amount">Of a billing correction.</param>
/// <param name="Exception">Why a broken rule should be let pass; null where no exception is asked for.</param>
internal sealed record Ask(
    OrderActionKind Action, IReadOnlyList<AskedLine> Lines, PaymentMethod? Method, decimal? Amount, string? Reason, IReadOnlyList<string> Papers, string? Exception, DateTimeOffset At)
{
    public bool MovesGoods => Action is OrderActionKind.Return or OrderActionKind.Exchange;
}

/// <summary>The order as it stands, what was done with it before, and what its customer pays with.</summary>
/// <param name="Flags">What is striking about the person's returns.</param>
internal sealed record OrderCase(Order Order, IReadOnlyList<OrderAction> Earlier, IReadOnlyList<PaymentMethod> Methods, IReadOnlyList<ReturnFlag>? Flags = null)
{
    public IEnumerable<OrderAction> Live => Earlier.Where(a => a.IsLive);

    /// <summary>How it was paid; where the shop does not say, one method that only the shop knows.</summary>
    public IReadOnlyList<Payment> Paid => Order.Payments.Count > 0 ? Order.Payments : [new Payment(PaymentMethod.AsPaid, PaymentKind.Other, Order.Total)];

    public decimal RefundedBefore => Live.Sum(a => a.Refunds.Sum(m => m.Amount));

    public int Left(string sku) => Order.Lines.Where(l => l.Sku == sku).Sum(l => l.Quantity) - Live.Where(a => a.MovesGoods).SelectMany(a => a.Lines).Where(l => l.Sku == sku).Sum(l => l.Quantity);
}
