using CustomerOps.Staffing.Forecasts;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Forecasts;

public sealed class WeekdayMeansTests
{
    private static readonly LocalDate Monday = new(2026, 8, 3);

    [Fact]
    public void A_holiday_gap_does_not_change_the_forecast_of_later_days()
    {
        var whole = Weeks(10);
        var gapped = Weeks(10);
        var holiday = Monday.PlusWeeks(9).PlusDays(2);
        gapped.Remove(holiday);
        var (before, after) = (new WeekdayMeans(whole), new WeekdayMeans(gapped));
        for (var d = 0; d < 14; d++)
        {
            var date = Monday.PlusWeeks(10).PlusDays(d);
            if (date.DayOfWeek != holiday.DayOfWeek) after.For(date, 4).ShouldBe(before.For(date, 4));
        }
        // The Wednesday before stands in for it: weeks 6, 7, 8, 8 instead of 6, 7, 8, 9.
        after.For(holiday.PlusWeeks(1), 4)[20].ShouldBe((Contacts(6, 2) + Contacts(7, 2) + (2 * Contacts(8, 2))) / 4d);
    }

    [Fact]
    public void The_mean_is_that_of_the_last_weeks_only() =>
        new WeekdayMeans(Weeks(10)).For(Monday.PlusWeeks(10), 4)[20].ShouldBe((Contacts(6, 0) + Contacts(7, 0) + Contacts(8, 0) + Contacts(9, 0)) / 4d);

    [Fact]
    public void A_day_without_any_contact_in_a_quiet_channel_counts_as_none()
    {
        var days = new Dictionary<LocalDate, DayCounts>();
        for (var week = 0; week < 8; week += 2) days[Monday.PlusWeeks(week)] = Day(1);
        days[Monday.PlusWeeks(7).PlusDays(1)] = Day(1);
        new WeekdayMeans(days).For(Monday.PlusWeeks(8), 8)[20].ShouldBe(0.5);
    }

    [Fact]
    public void Days_of_the_week_not_seen_yet_get_the_mean_of_all_while_there_is_less_than_a_week()
    {
        var means = new WeekdayMeans(new Dictionary<LocalDate, DayCounts> { [Monday] = Day(6), [Monday.PlusDays(1)] = Day(2) });
        means.For(Monday.PlusDays(7), 4)[20].ShouldBe(6);
        means.For(Monday.PlusDays(4), 4)[20].ShouldBe(4);
    }

    [Fact]
    public void Nothing_is_known_from_nothing() => new WeekdayMeans(new Dictionary<LocalDate, DayCounts>()).HasHistory.ShouldBeFalse();

    private static int Contacts(int week, int day) => 40 + (7 * week) + (3 * day);

    private static Dictionary<LocalDate, DayCounts> Weeks(int weeks)
    {
        var days = new Dictionary<LocalDate, DayCounts>();
        for (var week = 0; week < weeks; week++)
            for (var day = 0; day < 5; day++) days[Monday.PlusDays((7 * week) + day)] = Day(Contacts(week, day));
        return days;
    }

    private static DayCounts Day(double contacts)
    {
        var day = new DayCounts();
        (day.Slots[20], day.Slots[21]) = (contacts, contacts / 2);
        return day;
    }
}
