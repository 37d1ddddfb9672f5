using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tests.Tickets;
using CustomerOps.Ticketing.Tickets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Queueing;

public sealed class TicketQueueTests
{
    [Fact]
    public void To_the_last_moment_of_its_days_it_opens_again()
    {
        var queue = TicketQueue.Usual("returns");
        queue.Set("Returns", Reopening.ReopenWithin, 5, true, 28, false);
        (queue.Reopens(Some.Monday9, Some.Monday9.AddDays(5)), queue.Reopens(Some.Monday9, Some.Monday9.AddDays(5).AddMilliseconds(1))).ShouldBe((true, false));
    }

    [Fact]
    public void What_does_not_open_again_stays_as_it_was()
    {
        var (queue, ticket) = (TicketQueue.Usual("returns"), Some.Solved());
        queue.Set("Returns", Reopening.FollowUp, null, true, 28, false);
        Should.Throw<RuleViolation>(() => ticket.Reopen(Some.Monday9.AddDays(1), queue)).Code.ShouldBe("ticket.not-reopened");
        (ticket.State, ticket.Reopens(queue, Some.Monday9.AddDays(1)), Some.Ticket().Reopens(queue, Some.Monday9)).ShouldBe((TicketState.Solved, false, true));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Who_had_it_has_it_again_if_the_queue_keeps_them_and_they_still_work_here(bool keeps, bool worksHere, bool hasIt)
    {
        var (queue, ticket) = (TicketQueue.Usual("returns"), Some.Solved());
        queue.Set("Returns", Reopening.Reopen, null, keeps, 28, false);
        ticket.Reopen(Some.Monday9.AddDays(1), queue, worksHere);
        (ticket.AssigneeId is not null).ShouldBe(hasIt);
    }
}
