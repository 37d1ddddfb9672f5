using CustomerOps.Ticketing.Tickets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Tickets;

public sealed class TicketClocksTests
{
    [Fact]
    public void Each_look_plans_the_next_one_until_nothing_is_left_to_alarm()
    {
        var ticket = Some.Ticket(Priority.Urgent); // 30 minutes to answer, four hours to solve
        var looks = new List<DateTimeOffset>();
        for (var at = ticket.NextCheckAt; at is { } planned && looks.Count < 10; at = ticket.CheckClocks(planned, planned)) looks.Add(planned);
        looks.Select(l => (l - Some.Monday9).TotalMinutes).ShouldBe([24, 30, 192, 240]);
        (ticket.Response.BreachedAt, ticket.Resolution.BreachedAt).ShouldBe((looks[1], looks[3]));
    }

    [Fact]
    public void A_look_that_is_not_the_planned_one_does_nothing()
    {
        var ticket = Some.Ticket(Priority.Urgent);
        ticket.CheckClocks(Some.Monday9.AddMinutes(1), Some.Monday9.AddDays(5)).ShouldBeNull();
        ticket.Response.BreachedAt.ShouldBeNull();
    }

    [Fact]
    public void A_look_planned_for_a_promise_kept_meanwhile_goes_on_to_the_next_promise()
    {
        var ticket = Some.Ticket(Priority.Urgent);
        var first = ticket.NextCheckAt!.Value;
        ticket.Say(Some.Agent, Visibility.Public, "hello", Some.Rules, Some.Monday9.AddMinutes(5));
        ticket.CheckClocks(first, first).ShouldBe(Some.Monday9.AddMinutes(192));
        ticket.Response.WarnedAt.ShouldBeNull();
    }

    [Fact]
    public void A_reopened_ticket_plans_a_look_although_none_was_planned_any_more()
    {
        var ticket = Some.Ticket(Priority.Urgent);
        ticket.Solve("done", Some.Agent, Some.Monday9.AddMinutes(10));
        ticket.CheckClocks(ticket.NextCheckAt!.Value, Some.Monday9.AddMinutes(24)).ShouldBeNull();
        ticket.Reopen(Some.Rules, Some.Monday9.AddHours(1));
        ticket.PlanCheck().ShouldBe(Some.Monday9.AddMinutes(60 + 14));
        ticket.PlanCheck().ShouldBeNull();
    }
}
