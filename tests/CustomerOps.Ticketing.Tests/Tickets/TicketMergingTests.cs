using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
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
        (ticket.State, ticket.Resolution.IsRunning, ticket.Response.IsRunning, ticket.SolvedAt).ShouldBe((TicketState.Closed, false, false, null));
        ticket.Unmerge(Some.Rules, At.AddHours(2));
        (ticket.State, ticket.MergedIntoId, ticket.Resolution.DueAt).ShouldBe((TicketState.New, null, untouched.Resolution.DueAt.AddHours(2)));
    }

    [Theory]
    [InlineData(TicketState.Pending)]
    [InlineData(TicketState.Solved)]
    public void A_clock_that_stood_still_before_stands_still_after(object state)
    {
        var ticket = Some.Ticket();
        if (state is TicketState.Pending) ticket.Wait(TicketState.Pending, "photo", Some.Rules, At);
        else ticket.Solve("done", Some.Agent, At);
        ticket.MergeInto(Some.Ticket(), [], At.AddHours(1));
        ticket.Unmerge(Some.Rules, At.AddHours(2));
        (ticket.State, ticket.Resolution.IsRunning).ShouldBe(((TicketState)state, false));
    }

    [Fact]
    public void A_circle_is_found_at_any_remove()
    {
        var (ticket, into) = (Some.Ticket(), Some.Ticket());
        Should.Throw<RuleViolation>(() => ticket.MergeInto(into, [Guid.NewGuid(), ticket.Id], At)).Code.ShouldBe("merge.circle");
        Should.Throw<RuleViolation>(() => ticket.MergeInto(ticket, [], At)).Code.ShouldBe("merge.circle");
    }
}
