using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Returns;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Returns;

public sealed class OrderActionTests
{
    private const string Limited = """
        [{ "id": "return", "action": "return", "statuses": ["delivered"], "text": "Goods come back.", "approvals": [{ "above": 50, "role": "supervisor" }] },
         { "id": "cancel", "action": "cancel", "statuses": ["pending"], "text": "Before it is sent." }]
        """;

    private static readonly ReturnPolicy s_policy = WebShop.Policy(Limited);

    [Fact]
    public void A_large_return_waits_for_somebody_else_with_the_role()
    {
        var action = s_policy.Do(WebShop.Order(OrderStatus.Delivered).Case(), new(OrderActionKind.Return, [new("RUG", 1)]));
        (action.State, action.Approver).ShouldBe((OrderActionState.AwaitingApproval, ApprovalRole.Supervisor));
        Code(() => action.Approve(WebShop.Agent, ApprovalRole.Admin, null, WebShop.Now)).ShouldBe("order-action.own-approval");
        Code(() => action.Approve(WebShop.Lead, ApprovalRole.Senior, null, WebShop.Now)).ShouldBe("order-action.approval-role");
        Code(() => action.Approve(WebShop.Lead, null, null, WebShop.Now)).ShouldBe("order-action.approval-role");
        Code(() => action.Receive(null, WebShop.Now)).ShouldBe("order-action.not-awaited");
        action.Approve(WebShop.Lead, ApprovalRole.Manager, "Fine.", WebShop.Now);
        (action.State, action.DecidedByName).ShouldBe((OrderActionState.Approved, "Lea"));
        action.Receive("Here.", WebShop.Now);
        action.Receive("Here.", WebShop.Now);
        (action.State, action.Note).ShouldBe((OrderActionState.Completed, "Here."));
        Code(() => action.Withdraw(WebShop.Now)).ShouldBe("order-action.ended");
    }

    [Fact]
    public void What_was_declined_or_withdrawn_stands_in_the_way_of_nothing()
    {
        var order = WebShop.Order(OrderStatus.Delivered);
        var declined = s_policy.Do(order.Case(), new(OrderActionKind.Return, [new("RUG", 1)]));
        declined.Decline(WebShop.Lead, ApprovalRole.Supervisor, "No.", WebShop.Now);
        var withdrawn = s_policy.Do(order.Case(declined), new(OrderActionKind.Return, [new("LAMP-S", 1)]));
        withdrawn.State.ShouldBe(OrderActionState.Approved);
        withdrawn.Withdraw(WebShop.Now);
        order.Case(declined, withdrawn).Left("LAMP-S").ShouldBe(2);
        s_policy.Do(order.Case(declined, withdrawn), new(OrderActionKind.Return, [new("RUG", 1)])).IsLive.ShouldBeTrue();
    }

    [Fact]
    public void A_cancelled_order_is_cancelled_at_once_and_for_good()
    {
        var order = WebShop.Order(OrderStatus.Pending);
        var action = s_policy.Do(order.Case(), new(OrderActionKind.Cancel));
        (action.State, order.Status).ShouldBe((OrderActionState.Completed, OrderStatus.Cancelled));
        Should.Throw<RuleViolation>(() => s_policy.Do(order.Case(action), new(OrderActionKind.Cancel))).Message.ShouldContain("Rule cancel of policy version 1");
    }

    [Theory]
    [InlineData("return", null, 1, "order-action.lines")]
    [InlineData("cancel", "RUG", 1, "order-action.lines")]
    [InlineData("return", "SOFA", 1, "order-action.line-unknown")]
    [InlineData("return", "RUG", 2, "order-action.quantity")]
    [InlineData("exchange", "RUG", 1, "order-action.instead")]
    [InlineData("change-address", null, 1, "order-action.address")]
    [InlineData("change-payment", null, 1, "order-action.method")]
    [InlineData("billing-correction", null, 1, "order-action.amount")]
    public void What_makes_no_sense_is_refused_whatever_the_policy(string action, string? sku, int quantity, string code)
    {
        var asked = new AskOrderAction(Enum.GetValues<OrderActionKind>().Single(k => Kebab<OrderActionKind>.Of(k) == action), sku is null ? null : [new(sku, quantity)]);
        Code(() => WebShop.Order(OrderStatus.Delivered).Case().Asks(asked)).ShouldBe(code);
    }

    private static string Code(Action act) => Should.Throw<RuleViolation>(act).Code;
}
