using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Returns;

/// <summary>What a request asks, with the order, its past, its customer's payment methods and the policy in force.</summary>
internal static class ReadAsk
{
    public static async Task<(OrderCase On, Ask Ask, ReturnPolicy Policy)> Read(this TicketingDb db, Guid orderId, AskOrderAction asked, DateTimeOffset now, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var order = await db.Orders.Include(o => o.Customer).SingleOrDefaultAsync(o => o.Id == orderId, ct) ?? throw new NotFound("order");
        var earlier = await db.OrderActions.Where(a => a.OrderId == orderId).OrderBy(a => a.Id).ToListAsync(ct);
        if (asked.TicketId is { } ticketId && db.RecordsOf(order.CustomerId) is var records)
            RuleViolation.Unless(await db.Tickets.AnyAsync(t => t.Id == ticketId && records.Contains(t.CustomerId), ct), "order-action.ticket-unknown", "This is no ticket of the order's customer.", "ticketId");
        var on = new OrderCase(order, earlier, order.Customer.PaymentMethods);
        string[] instead = [.. asked.Lines?.Select(l => l.InsteadSku).OfType<string>() ?? []];
        var catalogue = instead.Length == 0 ? [] : await db.Catalogue.AsNoTracking().Where(i => instead.Contains(i.Sku)).ToDictionaryAsync(i => i.Sku, ct);
        var (ask, policy) = (Understand(on, asked, catalogue, now), await db.PolicyInForce(ct));
        return (on with { Flags = await db.Flags(on.Order, ask, policy, ct) }, ask, policy);
    }

    private static async Task<IReadOnlyList<ReturnFlag>> Flags(this TicketingDb db, Order order, Ask ask, ReturnPolicy policy, CancellationToken ct)
    {
        if (ask.Action != OrderActionKind.Return || policy.Watch is not { } watch) return [];
        var records = await db.ReadRecordsOf(order.CustomerId, ct);
        var cheaper = watch.PriceSwitch ? await db.CheaperElsewhere(records, order, ask.Lines, watch, ask.At, ct) : [];
        return [.. watch.Flags(await db.FiguresOf(records, watch, ask.At, ct), cheaper)];
    }

    /// <summary>The newest version, or the one that comes with CustomerOps.</summary>
    public static async Task<ReturnPolicy> PolicyInForce(this TicketingDb db, CancellationToken ct) =>
        await db.ReturnPolicies.AsNoTracking().OrderByDescending(p => p.Number).FirstOrDefaultAsync(ct) ?? ReturnPolicy.Initial;

    /// <summary>Throws where what is asked makes no sense, whatever the policy says.</summary>
    public static Ask Understand(OrderCase on, AskOrderAction asked, IReadOnlyDictionary<string, CatalogueItem> catalogue, DateTimeOffset now)
    {
        var (action, lines) = (asked.Action, asked.Lines ?? []);
        var (byLine, swaps) = (action is OrderActionKind.Return or OrderActionKind.Exchange or OrderActionKind.ChangeItems, action is OrderActionKind.Exchange or OrderActionKind.ChangeItems);
        RuleViolation.Unless(byLine == lines.Length > 0, "order-action.lines", byLine ? "Say which lines." : "This action is of the whole order.", "lines");
        RuleViolation.Unless(lines.DistinctBy(l => l.Sku).Count() == lines.Length, "order-action.line-twice", "Each sku stands once.", "lines");
        RuleViolation.Unless(action == OrderActionKind.Expedite || (action == OrderActionKind.BillingCorrection) == asked.Amount is not null, "order-action.amount", "A billing correction has an amount, expediting may have one, nothing else has.", "amount");
        RuleViolation.Unless((action == OrderActionKind.ChangeAddress) == asked.Address is not null, "order-action.address", "A change of address, and nothing else, has an address.", "address");
        RuleViolation.Unless(action != OrderActionKind.ChangePayment || asked.Method is not null, "order-action.method", "Say how it is to be paid.", "method");
        return new Ask(action, [.. lines.Select(l => Line(on, l, swaps, catalogue))], Method(on, asked.Method), asked.Amount, asked.Reason, asked.Papers ?? [], asked.Exception, now);
    }

    private static AskedLine Line(OrderCase on, AskLine line, bool swaps, IReadOnlyDictionary<string, CatalogueItem> catalogue)
    {
        // Of lines with one sku the cheapest price is given back.
        var item = on.Order.Lines.Where(l => l.Sku == line.Sku).MinBy(l => l.UnitPrice) ?? throw new RuleViolation("order-action.line-unknown", $"{line.Sku} is not on this order.", "lines");
        RuleViolation.Unless(line.Quantity <= on.Left(line.Sku), "order-action.quantity", $"Of {line.Sku} {on.Left(line.Sku)} are left.", "lines");
        RuleViolation.Unless(swaps == line.InsteadSku is not null, "order-action.instead", swaps ? $"Say what comes instead of {line.Sku}." : "Nothing comes instead here.", "lines");
        var instead = line.InsteadSku is null ? null : catalogue.GetValueOrDefault(line.InsteadSku) ?? throw new RuleViolation("order-action.item-unknown", $"The catalogue has no {line.InsteadSku}.", "lines");
        RuleViolation.Unless(instead is null || instead.Currency == on.Order.Currency, "order-action.currency", $"{line.InsteadSku} is not sold in {on.Order.Currency}.", "lines");
        return new AskedLine(item, line.Quantity, line.Condition, instead);
    }

    private static PaymentMethod? Method(OrderCase on, string? reference)
    {
        if (reference is null) return null;
        if (on.Methods.FirstOrDefault(m => m.Reference == reference) is { } known) return known;
        return on.Paid.FirstOrDefault(p => p.Reference == reference) is { } paid ? new PaymentMethod(paid.Reference, paid.Kind)
            : throw new RuleViolation("order-action.method-unknown", "The customer has no such payment method.", "method");
    }
}
