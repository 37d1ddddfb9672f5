using CustomerOps.Contracts.Partners;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Returns;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Returns;

/// <summary>Whatever is asked, in whatever order, by a policy that allows everything: no method gets back more than it gave, and nothing comes back twice.</summary>
public sealed class NeverTooMuchTests
{
    private const string Everything = """
        [{ "id": "c", "action": "cancel", "statuses": ["pending", "delivered"], "text": "x", "refundTo": "any" }, { "id": "r", "action": "return", "statuses": ["pending", "delivered"], "text": "x", "refundTo": "any", "feePercent": 3, "fee": 0.5 },
         { "id": "e", "action": "exchange", "statuses": ["pending", "delivered"], "text": "x", "refundTo": "any" }, { "id": "b", "action": "billing-correction", "statuses": ["pending", "delivered"], "text": "x", "refundTo": "any" }]
        """;

    private static readonly CatalogueItem[] s_catalogue = [WebShop.Item("LAMP-L", "LAMP", 55), WebShop.Item("LAMP-XS", "LAMP", 12), WebShop.Item("RUG-2", "RUG", 99.95m)];

    [Fact]
    public void It_adds_up()
    {
        var (done, refused) = (0, 0);
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.NonEmptyListOf().ToArbitrary(), seeds =>
        {
            var order = WebShop.Order(OrderStatus.Delivered, payments: [new("gift-1", PaymentKind.GiftCard, 30), new("card-1", PaymentKind.CreditCard, 170)]);
            var policy = WebShop.Policy(Everything);
            List<OrderAction> actions = [];
            foreach (var seed in seeds.Take(12))
            {
                try { actions.Add(policy.Do(order.Case([.. actions]), Asked(new Random(seed)), s_catalogue)); done++; }
                catch (RuleViolation) { refused++; }
            }

            foreach (var paid in order.Payments)
                (actions.SelectMany(a => a.Refunds).Where(r => r.Reference == paid.Reference).Sum(r => r.Amount) <= paid.Amount).ShouldBeTrue();
            (actions.Sum(a => a.Refunds.Sum(r => r.Amount)) <= order.Total).ShouldBeTrue();
            foreach (var line in order.Lines) actions.Where(a => a.MovesGoods).SelectMany(a => a.Lines).Where(l => l.Sku == line.Sku).Sum(l => l.Quantity).ShouldBeLessThanOrEqualTo(line.Quantity);
            actions.ShouldAllBe(a => a.Refunds.All(r => r.Amount > 0) && a.Charges.All(c => c.Amount > 0) && a.Fee >= 0);
        }).QuickCheckThrowOnFailure();
        done.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(100);
    }

    private static AskOrderAction Asked(Random random)
    {
        var method = random.Next(3) switch { 0 => null, 1 => "gift-1", _ => "pal-1" };
        AskLine Line(string? instead) => random.Next(2) == 0 ? new("LAMP-S", random.Next(1, 3), null, instead is null ? null : random.Next(2) == 0 ? "LAMP-L" : "LAMP-XS") : new("RUG", 1, null, instead is null ? null : "RUG-2");
        return random.Next(4) switch
        {
            0 => new(OrderActionKind.Return, [Line(null)], method),
            1 => new(OrderActionKind.Exchange, [Line("")], method),
            2 => new(OrderActionKind.BillingCorrection, null, method, random.Next(1, 120)),
            _ => random.Next(10) == 0 ? new(OrderActionKind.Cancel, null, method) : new(OrderActionKind.Return, [Line(null)], method),
        };
    }
}
