using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Tickets;

public sealed class TicketMergingTests
{
    private static readonly DateTimeOffset At = Some.Monday9.AddHours(1);

    [Fact]
    public void Taken_apart_it_is_as_it_was_and_the_time_in_between_does_not_count()
    {
        var (untouched, ticket) = (Some.Ticket(), Some.Ticket());
        ticket.MergeInto(Some.Ticket(), [], At).ShouldBeTrue();
        var (merged, terms) = (ticket.ClocksAt(At), Some.Terms(ticket));
        (ticket.State, merged.Counts(Metric.Resolution, terms), merged.Counts(Metric.FirstResponse, terms), ticket.SolvedAt).ShouldBe((TicketState.Closed, false, false, null));
        ticket.Unmerge(At.AddHours(2));
        (ticket.State, ticket.MergedIntoId).ShouldBe((TicketState.New, null));
        ticket.ClocksAt(At.AddHours(2)).DueAt(Metric.Resolution, terms).ShouldBe(untouched.Clocks.Book!.DueAt(Metric.Resolution, terms)!.Value + Duration.FromHours(2));
    }

    [Theory]
    [InlineData(TicketState.Pending)]
    [InlineData(TicketState.Solved)]
    public void A_clock_that_stood_still_before_stands_still_after(object state)
    {
        var ticket = Some.Ticket();
        if (state is TicketState.Pending) ticket.Wait(TicketState.Pending, "photo", Some.Rules, At);
        else ticket.Solve("done", Some.Agent, At);
        ticket.ClocksAt(At);
        ticket.MergeInto(Some.Ticket(), [], At.AddHours(1));
        ticket.ClocksAt(At.AddHours(1));
        ticket.Unmerge(At.AddHours(2));
        ticket.State.ShouldBe((TicketState)state);
        ticket.ClocksAt(At.AddHours(2)).Counts(Metric.Resolution, Some.Terms(ticket)).ShouldBeFalse();
    }

    [Fact]
    public void A_circle_is_found_at_any_remove()
    {
        var (ticket, into) = (Some.Ticket(), Some.Ticket());
        Should.Throw<RuleViolation>(() => ticket.MergeInto(into, [Guid.NewGuid(), ticket.Id], At)).Code.ShouldBe("merge.circle");
        Should.Throw<RuleViolation>(() => ticket.MergeInto(ticket, [], At)).Code.ShouldBe("merge.circle");
    }
}
