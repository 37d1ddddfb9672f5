using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tests.Tickets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Orders;

public sealed class OrderTests
{
    private static readonly DateTimeOffset Now = Some.Monday9;

    [Fact]
    public void Its_total_is_the_sum_of_its_lines() => At(OrderStatus.Pending).Total.ShouldBe(2 * 12.50m + 3.25m);

    [Fact]
    public void It_goes_forward_and_late_news_of_before_changes_nothing()
    {
        var order = At(OrderStatus.Processed);
        order.Update(Facts(OrderStatus.Delivered), Now.AddHours(1));
        order.Update(Facts(OrderStatus.Pending) with { Lines = [new("OTHER", "Other", 1, 1)] }, Now.AddHours(2));
        (order.Status, order.Total, order.UpdatedAt).ShouldBe((OrderStatus.Delivered, 28.25m, Now.AddHours(1)));
    }

    [Fact]
    public void It_reaches_its_customer_once()
    {
        var order = At(OrderStatus.Delivered);
        var completedAt = order.CompletedAt.ShouldNotBeNull();
        order.Update(Facts(OrderStatus.Completed), Now.AddDays(1));
        order.CompletedAt.ShouldBe(completedAt);
    }

    [Fact]
    public void The_same_news_again_changes_nothing()
    {
        var order = At(OrderStatus.Processed);
        order.Update(Facts(OrderStatus.Processed), Now.AddHours(3));
        order.UpdatedAt.ShouldBe(Now);
    }

    [Fact]
    public void Newer_lines_of_the_same_status_are_taken()
    {
        var order = At(OrderStatus.Pending);
        order.Update(Facts(OrderStatus.Pending) with { Lines = [new("LAMP", "Lamp", 1, 9.99m)] }, Now.AddHours(3));
        (order.Total, order.UpdatedAt).ShouldBe((9.99m, Now.AddHours(3)));
    }

    [Fact]
    public void A_delivered_order_is_not_cancelled_and_a_cancelled_one_not_delivered()
    {
        Should.Throw<RuleViolation>(() => At(OrderStatus.Delivered).Update(Facts(OrderStatus.Cancelled), Now)).Code.ShouldBe("order.already-delivered");
        Should.Throw<RuleViolation>(() => At(OrderStatus.Cancelled).Update(Facts(OrderStatus.Completed), Now)).Code.ShouldBe("order.cancelled");
        var cancelled = At(OrderStatus.Cancelled);
        cancelled.Update(Facts(OrderStatus.Pending), Now.AddHours(1));
        cancelled.Status.ShouldBe(OrderStatus.Cancelled);
    }

    private static Order At(OrderStatus status) => new(Facts(status), Some.Customer(), Now);

    private static OrderFacts Facts(OrderStatus status) =>
        new("A-1", status, "main", "EUR", [new("LAMP", "Lamp", 2, 12.50m), new("BULB", "Bulb", 1, 3.25m)], Now.AddDays(-2), null);
}
