using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Calendars;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Sla.Calendars;

public sealed class CalendarRulesTests
{
    [Theory]
    [InlineData(36_000, 36_000, "business-hours.empty-opening")]
    [InlineData(42_000, 36_000, "business-hours.empty-opening")]
    [InlineData(0, 86_401, "business-hours.empty-opening")]
    [InlineData(-1, 60, "business-hours.empty-opening")]
    public void An_opening_ends_after_it_begins_on_the_same_day(int from, int to, string code) =>
        Code(Usual with { Week = [Monday(from, to)] }).ShouldBe(code);

    [Fact]
    public void Openings_of_a_day_may_touch_but_not_overlap()
    {
        Code(Usual with { Week = [Monday(28_800, 43_200), Monday(43_199, 54_000)] }).ShouldBe("business-hours.overlap");
        (Usual with { Week = [Monday(43_200, 54_000), Monday(28_800, 43_200)] }).Check().Compile().On(new LocalDate(2026, 6, 1)).Length.ShouldBe(2);
    }

    [Fact]
    public void A_week_has_open_time()
    {
        Code(Usual with { Week = [] }).ShouldBe("business-hours.never-open");
        Code(Usual with { Week = [Monday(28_800, 43_200)], Breaks = [Monday(0, 86_400)] }).ShouldBe("business-hours.never-open");
    }

    [Theory]
    [InlineData(2, 30)]
    [InlineData(13, 1)]
    [InlineData(4, 0)]
    public void A_yearly_holiday_is_a_day_of_some_year(int month, int day) =>
        Code(Usual with { Holidays = [new(null, null, month, day)] }).ShouldBe("calendar.holiday");

    [Fact]
    public void A_date_has_its_own_hours_once() =>
        Code(Usual with { Dates = [new(new(2026, 12, 24), []), new(new(2026, 12, 24), [new(0, 60)])] }).ShouldBe("calendar.date-twice");

    [Fact]
    public void A_zone_is_one_that_exists() => Code(Usual with { Zone = "Mars/Base" }).ShouldBe("business-hours.time-zone");

    private static CalendarSpec Usual => CalendarSpec.Usual("Europe/Copenhagen");

    private static WeekSpan Monday(int from, int to) => new(IsoDayOfWeek.Monday, from, to);

    private static string Code(CalendarSpec spec) => Should.Throw<RuleViolation>(spec.Check).Code;
}
