using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Escalations;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using CustomerOps.Ticketing.Tests.Tickets;
using CustomerOps.Ticketing.Tickets;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Escalations;

public sealed class EscalationSpecTests
{
    [Theory]
    [InlineData(-7200, "2026-06-01T17:00")]
    [InlineData(-3600, "2026-06-01T18:00")]
    [InlineData(0, "2026-06-02T09:00")]
    [InlineData(36_000, "2026-06-03T09:00")] // the offset counts in business time too
    public void A_clock_is_met_before_at_and_after_its_target_in_business_time(int offset, string at)
    {
        var ticket = Some.Ticket(Priority.High); // due after ten hours of work, 08:00 to 18:00, from Monday 09:00 on
        var spec = Clock(Metric.Resolution, offset);
        var (occasion, met) = spec.Meets(ticket, Some.Terms(ticket), At(Some.Monday9)).ShouldNotBeNull();
        (occasion, met).ShouldBe(("1", Instant.FromDateTimeUtc(DateTime.SpecifyKind(DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc))));
        spec.Meets(ticket, Some.Terms(ticket), met + NodaTime.Duration.FromSeconds(5)).ShouldNotBeNull().At.ShouldBe(met + NodaTime.Duration.FromSeconds(5), "its time has come");
    }

    [Fact]
    public void A_clock_that_stands_still_or_has_ended_is_not_met()
    {
        var ticket = Some.Ticket();
        ticket.Wait(TicketState.Pending, "asked", Some.Rules, Some.Monday9.AddHours(1));
        ticket.ClocksAt(Some.Monday9.AddHours(1));
        Clock(Metric.Resolution, 0).Meets(ticket, Some.Terms(ticket), At(Some.Monday9.AddHours(2))).ShouldBeNull();
        Clock(Metric.FirstResponse, 0).Meets(ticket, Some.Terms(ticket), At(Some.Monday9.AddHours(2))).ShouldNotBeNull();
        Clock(Metric.NextResponse, 0).Meets(ticket, Some.Terms(ticket), At(Some.Monday9.AddHours(2))).ShouldBeNull("nothing is promised");
        var solved = Some.Solved();
        Clock(Metric.FirstResponse, 0).Meets(solved, Some.Terms(solved), At(Some.Monday9.AddHours(2))).ShouldBeNull();
    }

    [Fact]
    public void Opened_again_so_often_and_only_where_the_conditions_hold()
    {
        var ticket = Some.Solved();
        var twice = new EscalationSpec(Trigger.Reopened, null, 0, 2, PolicyConditions.None, Tier.Supervisor, false).Checked();
        ticket.Reopen(Some.Monday9.AddHours(2));
        twice.Meets(ticket, Some.Terms(ticket), At(Some.Monday9.AddHours(2))).ShouldBeNull();
        ticket.Solve("again", Some.Agent, Some.Monday9.AddHours(3));
        ticket.Reopen(Some.Monday9.AddHours(4));
        twice.Meets(ticket, Some.Terms(ticket), At(Some.Monday9.AddHours(4))).ShouldNotBeNull().Occasion.ShouldBe("2");
        (twice with { Conditions = PolicyConditions.None with { Priorities = [Priority.Urgent] } }).Meets(ticket, Some.Terms(ticket), At(Some.Monday9.AddHours(4))).ShouldBeNull();
    }

    [Theory]
    [InlineData("Clock", null, 0, 0, "Senior", false, "escalation-rule.metric")]
    [InlineData("AtOnce", "Resolution", 0, 0, "Senior", false, "escalation-rule.metric")]
    [InlineData("AtOnce", null, 5, 0, "Senior", false, "escalation-rule.offset")]
    [InlineData("Reopened", null, 0, 0, "Senior", false, "escalation-rule.times")]
    [InlineData("AtOnce", null, 0, 3, "Senior", false, "escalation-rule.times")]
    [InlineData("AtOnce", null, 0, 0, "Representative", false, "escalation-rule.tier")]
    [InlineData("AtOnce", null, 0, 0, "Supervisor", true, "escalation-rule.extreme")]
    public void What_makes_no_sense_is_refused(string on, string? metric, int offset, int times, string tier, bool extreme, string code) =>
        Should.Throw<RuleViolation>(() => new EscalationSpec(Enum.Parse<Trigger>(on), metric is null ? null : Enum.Parse<Metric>(metric), offset, times, PolicyConditions.None, Enum.Parse<Tier>(tier), extreme).Checked()).Code.ShouldBe(code);

    [Fact]
    public void Who_is_on_shift_is_called_first_then_the_next_in_line_and_from_the_beginning_again()
    {
        var line = EscalationLine.Usual();
        Person[] known = [Person("Ann", "manager"), Person("Bo", "manager"), Person("Cy", "agent")];
        line.Next(0, known, new HashSet<Guid>())!.Name.ShouldBe("Ann");
        Enumerable.Range(0, 3).Select(n => line.Next(n, known, new HashSet<Guid> { known[1].Id })!.Name).ShouldBe(["Bo", "Ann", "Bo"]);
        line.Next(0, [known[2]], new HashSet<Guid>()).ShouldBeNull();
        line.Set(5, 3, [known[2].Id, known[0].Id]);
        Enumerable.Range(0, 3).Select(n => line.Next(n, known, new HashSet<Guid>())!.Name).ShouldBe(["Cy", "Ann", "Cy"]);
        Should.Throw<RuleViolation>(() => line.Set(5, 3, [known[0].Id, known[0].Id])).Code.ShouldBe("escalation-line.twice");
    }

    [Fact]
    public void Who_had_it_how_long_is_told_by_the_wall_and_in_business_time()
    {
        var ticket = Some.Ticket();
        var person = Guid.CreateVersion7();
        List<Holding> rows = [new(ticket, Some.Monday9)];
        ticket.AssignTo(person, "Agnes", Some.Monday9.AddHours(1));
        rows.Add(new(ticket, Some.Monday9.AddHours(1)));
        ticket.Solve("done", Some.Agent, Some.Monday9.AddHours(25));
        rows.Add(new(ticket, Some.Monday9.AddHours(25)));
        var holders = ListEscalations.Holders(rows, new Dictionary<Guid, string> { [person] = "Agnes" }, Some.Rules, Some.Monday9.AddDays(9)).ToList();
        holders.Select(h => (h.PersonName, h.WallSeconds, h.BusinessSeconds)).ShouldBe([(null, 3600L, 3600L), ("Agnes", 86_400L, 36_000L)]);
    }

    private static EscalationSpec Clock(Metric metric, int offset) => new EscalationSpec(Trigger.Clock, metric, offset, 0, PolicyConditions.None, Tier.Senior, false).Checked();

    private static Instant At(DateTimeOffset at) => Instant.FromDateTimeOffset(at);

    private static Person Person(string name, string role) => new() { Id = Guid.CreateVersion7(), Name = name, Roles = [role], Active = true };
}
