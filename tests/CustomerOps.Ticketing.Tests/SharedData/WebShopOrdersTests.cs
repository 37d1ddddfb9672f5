using System.Reflection;
using System.Text.Json;
using CustomerOps.Contracts.Partners;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tests.Returns;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.SharedData;

/// <summary>The written policy of a web shop, expressed as rules, on its 1,000 orders: what the text allows is allowed, and nothing else.</summary>
public sealed class WebShopOrdersTests
{
    private static readonly string s_folder = Path.Combine(typeof(WebShopOrdersTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "SharedData").Value!, "commerce");
    private static readonly ReturnPolicy s_policy = WebShop.Policy();
    private readonly Dictionary<string, JsonElement> _orders = Read("orders"), _users = Read("users"), _products = Read("products");
    private int _allowed, _refused;

    [Fact]
    public void Every_order_is_treated_as_the_text_says()
    {
        foreach (var source in _orders.Values)
        {
            var methods = Methods(source);
            var (order, status, original) = (Order(source, methods), source.GetProperty("status").GetString()!, Payments(source)[0].Reference);
            foreach (var reason in (string[])["no longer needed", "ordered by mistake", "found it cheaper"])
                Judged(order, new(OrderActionKind.Cancel, Reason: reason), status == "pending" && reason != "found it cheaper", [new(original, Payments(source)[0].Kind, order.Total)]);
            Judged(order, new(OrderActionKind.ChangeAddress, Address: "1 New Street"), status == "pending");
            foreach (var method in methods)
            {
                var holds = method.Kind != PaymentKind.GiftCard || method.Balance >= order.Total;
                Judged(order, new(OrderActionKind.ChangePayment, Method: method.Reference), status == "pending" && method.Reference != original && holds);
                AskLine[] all = [.. order.Lines.Select(l => new AskLine(l.Sku, l.Quantity))];
                Judged(order, new(OrderActionKind.Return, all, method.Reference), status == "delivered" && (method.Reference == original || method.Kind == PaymentKind.GiftCard), [new(method.Reference, method.Kind, order.Total)]);
                Swaps(order, status, method);
            }
        }

        _orders.Count.ShouldBe(1000);
        _allowed.ShouldBeGreaterThan(2_000);
        _refused.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void What_was_done_once_bars_what_the_text_bars()
    {
        var barred = 0;
        foreach (var source in _orders.Values.Where(o => o.GetProperty("status").GetString() is "pending" or "delivered"))
        {
            var (methods, pending) = (Methods(source), source.GetProperty("status").GetString() == "pending");
            var order = Order(source, methods);
            var line = order.Lines[0];
            var other = _products[line.ProductId!].GetProperty("variants").EnumerateObject().Where(v => v.Value.GetProperty("available").GetBoolean() && v.Name != line.Sku && v.Value.GetProperty("price").GetDecimal() <= line.UnitPrice).Select(v => v.Value).FirstOrDefault();
            if (other.ValueKind == JsonValueKind.Undefined) continue;
            var item = Item(line.ProductId!, other);
            var swap = new AskOrderAction(pending ? OrderActionKind.ChangeItems : OrderActionKind.Exchange, [new(line.Sku, 1, null, item.Sku)]);
            var done = s_policy.Do(order.Case(), swap, item);
            if (pending)
                foreach (var asked in (AskOrderAction[])[new(OrderActionKind.Cancel, Reason: "no longer needed"), new(OrderActionKind.ChangeAddress, Address: "1 New Street"), swap])
                    s_policy.Judged(order.Case(done), asked, item).Citations.ShouldContain(c => c.Code == "not-after");
            else if (order.Lines.Select(l => l.Sku).FirstOrDefault(sku => order.Case(done).Left(sku) > 0) is { } left)
                s_policy.Judged(order.Case(done), new(OrderActionKind.Return, [new(left, 1)])).Citations.ShouldContain(c => c.Code == "not-after");
            barred++;
        }

        barred.ShouldBeGreaterThan(200);
    }

    private void Swaps(Order order, string status, PaymentMethod method)
    {
        var line = order.Lines[0];
        foreach (var (productId, product) in _products.Where(p => p.Key == line.ProductId).Append(_products.First(p => p.Key != line.ProductId)))
            foreach (var variant in product.GetProperty("variants").EnumerateObject().Take(6))
            {
                var item = Item(productId, variant.Value);
                var more = line.Quantity * (item.UnitPrice - line.UnitPrice);
                var fits = productId == line.ProductId && item.Available && item.Sku != line.Sku && (method.Kind != PaymentKind.GiftCard || more <= 0 || method.Balance >= more);
                Judged(order, new(OrderActionKind.ChangeItems, [new(line.Sku, line.Quantity, null, item.Sku)], method.Reference), status == "pending" && fits, catalogue: item);
                Judged(order, new(OrderActionKind.Exchange, [new(line.Sku, line.Quantity, null, item.Sku)], method.Reference), status == "delivered" && fits, catalogue: item);
            }
    }

    private void Judged(Order order, AskOrderAction asked, bool allowed, IReadOnlyList<Move>? refunds = null, params CatalogueItem[] catalogue)
    {
        var decided = s_policy.Judged(order.Case(), asked, catalogue);
        decided.Outcome.ShouldBe(allowed ? DecisionOutcome.Allowed : DecisionOutcome.Refused, $"{order.ExternalId} {order.Status} {asked}");
        if (allowed && refunds is not null) decided.Refunds.ShouldBe(refunds);
        decided.Citations.ShouldAllBe(c => c.Rule != null && c.PolicyVersion == 1);
        if (allowed) _allowed++;
        else _refused++;
    }

    private static Order Order(JsonElement source, IReadOnlyList<PaymentMethod> methods)
    {
        var items = source.GetProperty("items").EnumerateArray().GroupBy(i => i.GetProperty("item_id").GetString()!)
            .Select(g => new OrderItem(g.Key, g.First().GetProperty("name").GetString()!, g.Count(), g.First().GetProperty("price").GetDecimal(), g.First().GetProperty("product_id").GetString())).ToList();
        return WebShop.Order(Enum.Parse<OrderStatus>(source.GetProperty("status").GetString()!, ignoreCase: true), items, Payments(source), methods);
    }

    private static IReadOnlyList<Payment> Payments(JsonElement order) =>
        [.. order.GetProperty("payment_history").EnumerateArray().Where(p => p.GetProperty("transaction_type").GetString() == "payment")
            .Select(p => new Payment(p.GetProperty("payment_method_id").GetString()!, Kind(p.GetProperty("payment_method_id").GetString()!), p.GetProperty("amount").GetDecimal()))];

    private IReadOnlyList<PaymentMethod> Methods(JsonElement order) =>
        [.. _users[order.GetProperty("user_id").GetString()!].GetProperty("payment_methods").EnumerateObject()
            .Select(m => new PaymentMethod(m.Name, Kind(m.Name), m.Value.TryGetProperty("balance", out var balance) ? balance.GetDecimal() : null))];

    private static PaymentKind Kind(string reference) => reference.StartsWith("gift", StringComparison.Ordinal) ? PaymentKind.GiftCard : reference.StartsWith("paypal", StringComparison.Ordinal) ? PaymentKind.Paypal : PaymentKind.CreditCard;

    private static CatalogueItem Item(string productId, JsonElement variant) =>
        WebShop.Item(variant.GetProperty("item_id").GetString()!, productId, variant.GetProperty("price").GetDecimal(), variant.GetProperty("available").GetBoolean());

    private static Dictionary<string, JsonElement> Read(string name) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(Path.Combine(s_folder, name + ".json")))!;
}
