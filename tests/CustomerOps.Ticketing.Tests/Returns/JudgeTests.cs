using CustomerOps.Contracts.Partners;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Returns;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Returns;

public sealed class JudgeTests
{
    private const string Careful = """
        [
          { "id": "hygiene", "action": "return", "categories": ["underwear"], "statuses": ["delivered"], "conditions": ["unopened", "defective"], "text": "Underwear comes back unopened." },
          { "id": "return-30", "action": "return", "statuses": ["delivered"], "withinDays": 30, "reasons": ["too small", "defective"], "conditions": ["unopened", "as-new"], "papers": ["receipt"],
            "feePercent": 10, "fee": 4.95, "approvals": [{ "above": 100, "role": "supervisor" }, { "above": 1000, "role": "manager" }],
            "waiver": { "what": ["window", "papers"], "role": "manager" }, "text": "Within 30 days, with the receipt." }
        ]
        """;

    private static readonly AskOrderAction s_lamp = new(OrderActionKind.Return, [new("LAMP-S", 1, ItemCondition.AsNew)], Reason: "too small", Papers: ["receipt"]);

    [Fact]
    public void What_keeps_to_the_rule_is_allowed_with_its_fee()
    {
        var decided = WebShop.Policy(Careful, after: 6).Judged(WebShop.Order(OrderStatus.Delivered).Case(), s_lamp);
        decided.Outcome.ShouldBe(DecisionOutcome.Allowed);
        decided.Citations.Single().ShouldBe(new Citation("return-30", 7, DecisionOutcome.Allowed, "allowed", "Within 30 days, with the receipt."));
        decided.Refunds.Single().ShouldBe(new Move("card-1", PaymentKind.CreditCard, 40 - 4 - 4.95m));
        decided.Fee.ShouldBe(8.95m);
    }

    [Theory]
    [InlineData("status", OrderStatus.Processed, 5, "too small", ItemCondition.AsNew, "receipt")]
    [InlineData("window", OrderStatus.Delivered, 31, "too small", ItemCondition.AsNew, "receipt")]
    [InlineData("reason", OrderStatus.Delivered, 5, "do not like it", ItemCondition.AsNew, "receipt")]
    [InlineData("condition", OrderStatus.Delivered, 5, "too small", ItemCondition.Used, "receipt")]
    [InlineData("condition", OrderStatus.Delivered, 5, "too small", null, "receipt")]
    [InlineData("papers", OrderStatus.Delivered, 5, "too small", ItemCondition.AsNew, "photo")]
    internal void What_breaks_it_is_refused_and_says_by_what(string code, OrderStatus status, int daysAgo, string reason, ItemCondition? condition, string paper)
    {
        var asked = s_lamp with { Lines = [new("LAMP-S", 1, condition)], Reason = reason, Papers = [paper] };
        var decided = WebShop.Policy(Careful).Judged(WebShop.Order(status, daysAgo: daysAgo).Case(), asked);
        decided.Citations.ShouldContain(c => c.Rule == "return-30" && c.PolicyVersion == 1 && c.Outcome == DecisionOutcome.Refused && c.Code == code);
        Should.Throw<RuleViolation>(decided.Stands).Message.ShouldStartWith("Rule return-30 of policy version 1:");
    }

    [Fact]
    public void An_exception_is_for_what_may_be_waived_and_needs_its_role()
    {
        var late = WebShop.Order(OrderStatus.Delivered, daysAgo: 45).Case();
        var decided = WebShop.Policy(Careful).Judged(late, s_lamp with { Exception = "In hospital." });
        (decided.Outcome, decided.Approver).ShouldBe((DecisionOutcome.NeedsApproval, ApprovalRole.Manager));
        WebShop.Policy(Careful).Judged(late, s_lamp with { Exception = "In hospital.", Reason = "do not like it" }).Outcome.ShouldBe(DecisionOutcome.Refused);
    }

    [Theory]
    [InlineData(2, 40, null)]
    [InlineData(3, 40, ApprovalRole.Supervisor)]
    [InlineData(26, 40, ApprovalRole.Manager)]
    internal void The_larger_the_amount_the_higher_the_approval(int quantity, decimal price, ApprovalRole? approver)
    {
        var order = WebShop.Order(OrderStatus.Delivered, [new("LAMP-S", "Lamp", 30, price)]);
        WebShop.Policy(Careful).Judged(order.Case(), s_lamp with { Lines = [new("LAMP-S", quantity, ItemCondition.AsNew)] }).Approver.ShouldBe(approver);
    }

    [Fact]
    public void Each_line_is_judged_by_the_first_rule_for_its_category()
    {
        var order = WebShop.Order(OrderStatus.Delivered, [new("LAMP-S", "Lamp", 1, 40), new("SLIP", "Slip", 1, 10, null, "underwear")]).Case();
        var both = s_lamp with { Lines = [new("LAMP-S", 1, ItemCondition.AsNew), new("SLIP", 1, ItemCondition.AsNew)] };
        WebShop.Policy(Careful).Judged(order, both).Citations.ShouldBe(
            [new("return-30", 1, DecisionOutcome.Allowed, "allowed", "Within 30 days, with the receipt."), new("hygiene", 1, DecisionOutcome.Refused, "condition", "Underwear comes back unopened. SLIP is as-new.")], ignoreOrder: true);
        WebShop.Policy(Careful).Judged(order, s_lamp with { Lines = [new("SLIP", 1, ItemCondition.Unopened)], Papers = null, Reason = null }).Outcome.ShouldBe(DecisionOutcome.Allowed);
        WebShop.Policy(Careful).Judged(order, new AskOrderAction(OrderActionKind.Cancel)).Citations.Single().Code.ShouldBe("no-rule");
    }

    [Fact]
    public void Money_goes_back_by_the_ways_it_came()
    {
        var order = WebShop.Order(OrderStatus.Pending, payments: [new("gift-1", PaymentKind.GiftCard, 50), new("card-1", PaymentKind.CreditCard, 150)]).Case();
        WebShop.Policy().Judged(order, new AskOrderAction(OrderActionKind.Cancel, Reason: "ordered by mistake")).Refunds
            .ShouldBe([new Move("gift-1", PaymentKind.GiftCard, 50), new Move("card-1", PaymentKind.CreditCard, 150)]);
    }

    [Fact]
    public void Where_the_shop_does_not_say_how_it_was_paid_only_the_shop_knows()
    {
        var order = WebShop.Order(OrderStatus.Pending, payments: []).Case();
        WebShop.Policy().Judged(order, new AskOrderAction(OrderActionKind.Cancel, Reason: "ordered by mistake")).Refunds.ShouldBe([new Move("as-paid", PaymentKind.Other, 200)]);
    }

    [Theory]
    [InlineData("""[{ "id": "a", "action": "return", "statuses": ["delivered"], "text": "x" }, { "id": "a", "action": "cancel", "statuses": ["pending"], "text": "x" }]""", "return-policy.rule-twice")]
    [InlineData("""[{ "id": "a", "action": "return", "statuses": ["delivered"], "text": "x" }, { "id": "b", "action": "return", "categories": ["shoes"], "statuses": ["pending"], "text": "x" }]""", "return-policy.rule-shadowed")]
    public void A_policy_that_says_nothing_sure_is_refused(string rules, string code) => Should.Throw<RuleViolation>(() => WebShop.Policy(rules)).Code.ShouldBe(code);
}
