using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Tickets;

public sealed class TicketHandoverTests
{
    private static readonly DateTimeOffset Later = Some.Monday9.AddHours(2);

    [Fact]
    public void The_first_person_opens_it_and_it_never_is_new_again()
    {
        var ticket = Some.Ticket();
        ticket.State.ShouldBe(TicketState.New);
        ticket.AssignTo(Guid.NewGuid(), "Agnes", Later);
        ticket.State.ShouldBe(TicketState.Open);
        ticket.Release(Later).ShouldBeTrue();
        (ticket.State, ticket.AssigneeId).ShouldBe((TicketState.Open, null));
    }

    [Fact]
    public void Doing_it_twice_changes_nothing()
    {
        var (ticket, person) = (Some.Ticket(), Guid.NewGuid());
        ticket.AssignTo(person, "Agnes", Later);
        ticket.AssignTo(person, "Agnes", Later.AddHours(1));
        ticket.UpdatedAt.ShouldBe(Later);
        ticket.MoveTo(Queues.Specialists, Later).ShouldBeTrue();
        ticket.MoveTo(Queues.Specialists, Later.AddHours(1)).ShouldBeFalse();
        ticket.UpdatedAt.ShouldBe(Later);
    }

    [Theory]
    [InlineData("Senior", "seniors")]
    [InlineData("Specialist", "specialists")]
    [InlineData("Supervisor", "supervisors")]
    [InlineData("Manager", "managers")]
    public void Escalation_hands_it_to_the_tiers_queue_and_takes_it_from_the_person(string tier, string queue)
    {
        var ticket = Some.Ticket();
        ticket.AssignTo(Guid.NewGuid(), "Agnes", Later);
        var step = ticket.Escalate(Enum.Parse<Tier>(tier), "beyond me", Some.Agent, Later);
        step.ShouldNotBeNull().FromTier.ShouldBe(Tier.Representative);
        (ticket.Queue, ticket.AssigneeId).ShouldBe((queue, null));
    }

    [Fact]
    public void Escalation_goes_upwards_only_and_the_same_tier_again_is_no_step()
    {
        var ticket = Some.Ticket();
        ticket.Escalate(Tier.Supervisor, "angry", Some.Agent, Later);
        ticket.Escalate(Tier.Supervisor, "angry", Some.Agent, Later).ShouldBeNull();
        Should.Throw<RuleViolation>(() => ticket.Escalate(Tier.Senior, "no", Some.Agent, Later)).Code.ShouldBe("ticket.escalation-downward");
    }

    [Fact]
    public void A_solved_ticket_is_not_escalated() =>
        Should.Throw<RuleViolation>(() => Some.Solved().Escalate(Tier.Manager, "late", Some.Agent, Later)).Code.ShouldBe("ticket.already-solved");
}
