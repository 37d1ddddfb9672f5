using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Tickets;

public sealed class TicketFactsTests
{
    [Fact]
    public void A_new_priority_moves_the_deadlines_and_keeps_the_time_that_has_passed()
    {
        var (asUrgent, ticket) = (Some.Ticket(Priority.Urgent), Some.Ticket());
        ticket.Revise("s", Priority.Urgent, [], null, null, Some.Monday9.AddMinutes(10));
        Due(ticket, Some.Monday9.AddMinutes(10)).ShouldBe(Due(asUrgent, Some.Monday9));
        ticket.Revise("s", Priority.Normal, [], null, null, Some.Monday9.AddMinutes(20));
        Due(ticket, Some.Monday9.AddMinutes(20)).ShouldBe(Due(Some.Ticket(), Some.Monday9));
    }

    [Fact]
    public void A_promise_that_the_new_priority_has_missed_already_is_due_now()
    {
        var ticket = Some.Ticket();
        ticket.Revise("s", Priority.Urgent, [], null, null, Some.Monday9.AddHours(2));
        Due(ticket, Some.Monday9.AddHours(2)).Response.ShouldBe(Some.Monday9.AddHours(2));
    }

    [Fact]
    public void Time_spent_waiting_for_the_customer_stays_uncounted()
    {
        var ticket = Some.Ticket();
        ticket.Wait(TicketState.Pending, "photo", Some.Rules, Some.Monday9.AddHours(1));
        ticket.ClocksAt(Some.Monday9.AddHours(1));
        ticket.Revise("s", Priority.Urgent, [], null, null, Some.Monday9.AddHours(5));
        ticket.ClocksAt(Some.Monday9.AddHours(5));
        ticket.GoOn(Some.Monday9.AddHours(6));
        Due(ticket, Some.Monday9.AddHours(6)).Resolution.ShouldBe(Some.Monday9.AddHours(9)); // one of four hours passed before, three are left
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var ticket = Some.Ticket();
        ticket.Revise(ticket.Subject, ticket.Priority, ticket.Tags, null, null, Some.Monday9.AddHours(1)).ShouldBeFalse();
        ticket.UpdatedAt.ShouldBe(Some.Monday9);
    }

    private static (DateTimeOffset Response, DateTimeOffset Resolution) Due(Ticket ticket, DateTimeOffset at)
    {
        var (book, terms) = (ticket.ClocksAt(at), Some.Terms(ticket));
        return (book.DueAt(Metric.FirstResponse, terms)!.Value.ToDateTimeOffset(), book.DueAt(Metric.Resolution, terms)!.Value.ToDateTimeOffset());
    }
}
