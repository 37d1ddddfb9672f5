using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Sla;

public sealed class WeekHoursTests
{
    [Theory]
    [InlineData(600, 600, "business-hours.empty-opening")]
    [InlineData(700, 600, "business-hours.empty-opening")]
    [InlineData(0, 1441, "business-hours.empty-opening")]
    public void An_opening_ends_after_it_begins_on_the_same_day(int from, int to, string code) =>
        Should.Throw<RuleViolation>(() => Of(new Opening(IsoDayOfWeek.Monday, from, to))).Code.ShouldBe(code);

    [Fact]
    public void Openings_of_a_day_may_touch_but_not_overlap()
    {
        Should.Throw<RuleViolation>(() => Of(new(IsoDayOfWeek.Monday, 480, 720), new(IsoDayOfWeek.Monday, 719, 900))).Code.ShouldBe("business-hours.overlap");
        Of(new(IsoDayOfWeek.Monday, 720, 900), new(IsoDayOfWeek.Monday, 480, 720)).On(new LocalDate(2026, 6, 1)).Length.ShouldBe(2);
    }

    [Fact]
    public void A_week_has_at_least_one_opening() => Should.Throw<RuleViolation>(() => Of()).Code.ShouldBe("business-hours.never-open");

    private static WeekHours Of(params Opening[] openings) => new(openings, [], DateTimeZone.Utc);
}
