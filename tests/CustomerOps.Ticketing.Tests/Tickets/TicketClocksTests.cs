using CustomerOps.Ticketing.Sla.Clocks;
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
        List<(double Minutes, string Told)> looks = [];
        for (var look = ticket.Clocks.PlanLook(Some.Terms(ticket)); look is not null && looks.Count < 10; look = ticket.Clocks.PlanLook(Some.Terms(ticket)))
        {
            var told = ticket.LookAtClocks(look.Planned, Some.Terms(ticket), look.Planned).ShouldHaveSingleItem();
            looks.Add(((look.Planned - Some.Monday9).TotalMinutes, $"{told.Metric} {told.Kind()}"));
        }

        looks.ShouldBe([(24, "FirstResponse Warning"), (30, "FirstResponse Breach"), (192, "Resolution Warning"), (240, "Resolution Breach")]);
    }

    [Fact]
    public void A_look_that_is_not_the_planned_one_does_nothing()
    {
        var ticket = Some.Ticket(Priority.Urgent);
        ticket.Clocks.PlanLook(Some.Terms(ticket));
        ticket.LookAtClocks(Some.Monday9.AddMinutes(1), Some.Terms(ticket), Some.Monday9.AddDays(5)).ShouldBeEmpty();
    }

    [Fact]
    public void Looked_at_too_late_a_breach_is_told_at_its_time_and_no_warning_of_it()
    {
        var ticket = Some.Ticket(Priority.Urgent);
        var look = ticket.Clocks.PlanLook(Some.Terms(ticket))!;
        var told = ticket.LookAtClocks(look.Planned, Some.Terms(ticket), Some.Monday9.AddHours(2)).ShouldHaveSingleItem();
        (told.Kind(), told.DueAt.ToDateTimeOffset(), told.At.ToDateTimeOffset()).ShouldBe((Alarm.Breach, Some.Monday9.AddMinutes(30), Some.Monday9.AddMinutes(30)));
    }

    [Fact]
    public void A_look_planned_for_a_promise_kept_meanwhile_goes_on_to_the_next_promise()
    {
        var ticket = Some.Ticket(Priority.Urgent);
        var look = ticket.Clocks.PlanLook(Some.Terms(ticket))!;
        ticket.Say(Some.Agent, Visibility.Public, "hello", Some.Monday9.AddMinutes(5));
        ticket.ClocksAt(Some.Monday9.AddMinutes(5));
        ticket.Clocks.PlanLook(Some.Terms(ticket)).ShouldBeNull();
        ticket.LookAtClocks(look.Planned, Some.Terms(ticket), look.Planned).ShouldBeEmpty();
        ticket.Clocks.PlanLook(Some.Terms(ticket))!.Planned.ShouldBe(Some.Monday9.AddMinutes(192));
    }

    [Fact]
    public void What_was_missed_before_a_change_is_missed_at_its_time()
    {
        var ticket = Some.Ticket(Priority.Urgent);
        ticket.Say(Some.Agent, Visibility.Public, "late", Some.Monday9.AddHours(1));
        ticket.ClocksAt(Some.Monday9.AddHours(1))[Metric.FirstResponse].BreachedAt!.Value.ToDateTimeOffset().ShouldBe(Some.Monday9.AddMinutes(30));
    }

    [Fact]
    public void A_reopened_ticket_plans_a_look_although_none_was_planned_any_more()
    {
        var ticket = Some.Ticket(Priority.Urgent);
        var look = ticket.Clocks.PlanLook(Some.Terms(ticket))!;
        ticket.Solve("done", Some.Agent, Some.Monday9.AddMinutes(10));
        ticket.ClocksAt(Some.Monday9.AddMinutes(10));
        ticket.LookAtClocks(look.Planned, Some.Terms(ticket), look.Planned);
        ticket.Clocks.PlanLook(Some.Terms(ticket)).ShouldBeNull();
        ticket.Reopen(Some.Monday9.AddHours(1));
        ticket.ClocksAt(Some.Monday9.AddHours(1));
        ticket.Clocks.PlanLook(Some.Terms(ticket))!.Planned.ShouldBe(Some.Monday9.AddMinutes(60 + 14));
        ticket.Clocks.PlanLook(Some.Terms(ticket)).ShouldBeNull();
    }

    [Fact]
    public void Who_opens_a_ticket_by_writing_to_the_customer_has_answered()
    {
        var ticket = Some.Ticket();
        ticket.Begin(Some.Agent, Visibility.Public, "Your lamp is ready");
        ticket.ClocksAt(Some.Monday9)[Metric.FirstResponse].IsOn.ShouldBeFalse();
    }
}
