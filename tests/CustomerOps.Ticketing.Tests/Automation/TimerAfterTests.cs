using CustomerOps.Ticketing.Automation;
using CustomerOps.Ticketing.Sla.Policies;
using CustomerOps.Ticketing.Tests.Tickets;
using CustomerOps.Ticketing.Tickets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Automation;

public sealed class TimerAfterTests
{
    [Fact]
    public void Business_minutes_pass_while_the_queue_is_worked_in()
    {
        var friday = new DateTimeOffset(2026, 6, 5, 17, 30, 0, TimeSpan.Zero);
        var ticket = Some.Ticket();
        new TimerAfter(TimerGround.Created, 60).Due(friday, ticket, Some.Rules).ShouldBe(friday.AddHours(1));
        new TimerAfter(TimerGround.Created, 60, CountedTime.Business).Due(friday, ticket, Some.Rules).ShouldBe(new DateTimeOffset(2026, 6, 8, 8, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void What_there_is_nothing_to_count_from_has_no_time()
    {
        var ticket = Some.Ticket();
        From(TimerGround.Assigned).ShouldBeNull();
        From(TimerGround.CustomerWaits).ShouldBeNull();
        (From(TimerGround.Created), From(TimerGround.State)).ShouldBe((Some.Monday9, Some.Monday9));
        new TimerAfter(TimerGround.Field, 0, Field: "day").From(ticket, Some.Rules).ShouldBeNull();
        ticket.Fill("""{"day":"2026-07-01"}""", Some.Monday9);
        new TimerAfter(TimerGround.Field, 0, Field: "day").From(ticket, Some.Rules).ShouldBe(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));

        DateTimeOffset? From(TimerGround ground) => new TimerAfter(ground, 5).From(ticket, Some.Rules);
    }
}
