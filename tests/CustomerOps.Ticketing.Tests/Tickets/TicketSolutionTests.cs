using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Tickets;

public sealed class TicketSolutionTests
{
    private static readonly DateTimeOffset Later = Some.Monday9.AddHours(5);

    [Fact]
    public void Who_solves_an_unassigned_ticket_has_it()
    {
        Some.Solved().AssigneeId.ShouldBe(Some.Agent.Id);
        var ticket = Some.Ticket();
        ticket.AssignTo(Guid.CreateVersion7(), "Bo", Later);
        ticket.Solve("done", Some.Agent, Later);
        ticket.AssigneeId.ShouldNotBe(Some.Agent.Id);
    }

    [Fact]
    public void The_same_solution_again_changes_nothing_and_another_one_is_refused()
    {
        var ticket = Some.Solved();
        ticket.Solve("Sent again", Some.Agent, Later).ShouldBeFalse();
        ticket.SolvedAt.ShouldNotBe(Later);
        Should.Throw<RuleViolation>(() => ticket.Solve("Refunded", Some.Agent, Later)).Code.ShouldBe("ticket.already-solved");
    }

    [Fact]
    public void Reopening_gives_both_clocks_the_open_time_that_was_left()
    {
        var (before, ticket) = (Some.Ticket().Clocks.Book!, Some.Solved());
        var terms = Some.Terms(ticket);
        ticket.Clocks.Book!.Counts(Metric.FirstResponse, terms).ShouldBeFalse();
        ticket.Reopen(Later);
        var after = ticket.ClocksAt(Later);
        after.DueAt(Metric.Resolution, terms).ShouldBe(before.DueAt(Metric.Resolution, terms)!.Value + Duration.FromHours(4));
        after.Counts(Metric.FirstResponse, terms).ShouldBeTrue();
        after.DueAt(Metric.FirstResponse, terms).ShouldBe(before.DueAt(Metric.FirstResponse, terms)!.Value + Duration.FromHours(4 + 14)); // 17:00 + 4 h passes 18:00 and the night
    }

    [Fact]
    public void A_first_response_that_was_given_stays_given_through_solving_and_reopening()
    {
        var ticket = Some.Ticket();
        ticket.Say(Some.Agent, Visibility.Public, "hello", Some.Monday9.AddHours(1));
        ticket.Solve("done", Some.Agent, Later);
        ticket.Reopen(Later.AddHours(1));
        ticket.FirstRespondedAt.ShouldBe(Some.Monday9.AddHours(1));
        ticket.ClocksAt(Later.AddHours(1))[Metric.FirstResponse].IsOn.ShouldBeFalse();
    }

    [Fact]
    public void Reopening_an_open_ticket_changes_nothing()
    {
        var ticket = Some.Ticket();
        ticket.Reopen(Later);
        (ticket.State, ticket.UpdatedAt).ShouldBe((TicketState.New, Some.Monday9));
    }

    [Fact]
    public void It_closes_only_if_the_solution_of_that_moment_has_held()
    {
        var ticket = Some.Solved();
        var firstSolved = ticket.SolvedAt!.Value;
        ticket.Reopen(Later);
        ticket.Solve("Now really", Some.Agent, Later.AddHours(1));
        ticket.Close(firstSolved, Later.AddDays(28));
        ticket.State.ShouldBe(TicketState.Solved);
        ticket.Close(ticket.SolvedAt!.Value, Later.AddDays(29));
        ticket.State.ShouldBe(TicketState.Closed);
    }

    [Fact]
    public void On_hold_keeps_the_resolution_clock_running_and_pending_stops_it()
    {
        var ticket = Some.Ticket();
        Counts(TicketState.OnHold, Later).ShouldBeTrue();
        Counts(TicketState.Pending, Later).ShouldBeFalse();
        Counts(TicketState.OnHold, Later.AddHours(1)).ShouldBeTrue();

        bool Counts(TicketState waiting, DateTimeOffset at)
        {
            ticket.Wait(waiting, "somebody", Some.Rules, at);
            return ticket.ClocksAt(at).Counts(Metric.Resolution, Some.Terms(ticket));
        }
    }
}
