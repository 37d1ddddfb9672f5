using CustomerOps.Ticketing.Recurring;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Recurring;

public sealed class RecurrenceTests
{
    /// <summary>Monday to Friday; Christmas Day is off.</summary>
    private static readonly WeekHours s_hours = new(CalendarSpec.Usual("Europe/Copenhagen") with { Holidays = [new("Christmas Day", null, 12, 25)] });

    [Fact]
    public void Every_third_day() => Local(new(Frequency.Daily, "08:30", new(2026, 1, 1), 3), "2026-01-02", 3).ShouldBe(["2026-01-04 08:30", "2026-01-07 08:30", "2026-01-10 08:30"]);

    [Fact]
    public void Every_other_week_on_two_days() =>
        Local(new(Frequency.Weekly, "09:00", new(2026, 1, 7), 2, [Weekday.Monday, Weekday.Wednesday]), "2026-01-01", 4).ShouldBe(["2026-01-07 09:00", "2026-01-19 09:00", "2026-01-21 09:00", "2026-02-02 09:00"]);

    [Fact]
    public void The_last_day_of_the_month_and_a_day_some_months_have_not()
    {
        Local(new(Frequency.Monthly, "09:00", new(2026, 1, 1), MonthDay: -1), "2026-01-01", 3).ShouldBe(["2026-01-31 09:00", "2026-02-28 09:00", "2026-03-31 09:00"]);
        Local(new(Frequency.Monthly, "09:00", new(2026, 1, 1), MonthDay: 31), "2026-01-01", 3).ShouldBe(["2026-01-31 09:00", "2026-03-31 09:00", "2026-05-31 09:00"]);
    }

    [Fact]
    public void The_nth_weekday_and_the_last()
    {
        Local(new(Frequency.Monthly, "09:00", new(2026, 1, 1), Weekdays: [Weekday.Monday], Nth: 1), "2026-01-01", 3).ShouldBe(["2026-01-05 09:00", "2026-02-02 09:00", "2026-03-02 09:00"]);
        Local(new(Frequency.Monthly, "09:00", new(2026, 1, 1), Weekdays: [Weekday.Friday], Nth: -1), "2026-01-01", 2).ShouldBe(["2026-01-30 09:00", "2026-02-27 09:00"]);
        Local(new(Frequency.Monthly, "09:00", new(2026, 1, 1), 3, [Weekday.Friday], Nth: 5), "2026-01-01", 2).ShouldBe(["2026-01-30 09:00", "2026-07-31 09:00"]);
    }

    [Fact]
    public void A_day_on_which_nobody_works_is_kept_skipped_or_moved()
    {
        // 25 December 2026 is a Friday and a holiday.
        Recurrence On(OnClosedDay closed) => new(Frequency.Monthly, "09:00", new(2026, 1, 1), MonthDay: 25, ClosedDay: closed);
        Local(On(OnClosedDay.Keep), "2026-12-01", 1).ShouldBe(["2026-12-25 09:00"]);
        Local(On(OnClosedDay.Skip), "2026-12-01", 1).ShouldBe(["2027-01-25 09:00"]);
        Local(On(OnClosedDay.Before), "2026-12-01", 1).ShouldBe(["2026-12-24 09:00"]);
        Local(On(OnClosedDay.After), "2026-12-01", 1).ShouldBe(["2026-12-28 09:00"]);
        Local(On(OnClosedDay.After), "2026-12-26", 1).ShouldBe(["2026-12-28 09:00"], "moved past the moment asked about");
    }

    [Fact]
    public void Days_that_move_to_one_are_one() =>
        Local(new(Frequency.Daily, "09:00", new(2026, 1, 1), ClosedDay: OnClosedDay.After), "2026-01-02", 4).ShouldBe(["2026-01-02 09:00", "2026-01-05 09:00", "2026-01-06 09:00", "2026-01-07 09:00"]);

    [Fact]
    public void The_clock_on_the_wall_holds_when_the_clocks_change()
    {
        var days = new Recurrence(Frequency.Daily, "02:30", new(2026, 3, 28)).Occurrences(s_hours, Instant.FromUtc(2026, 3, 27, 12, 0)).Take(3).ToList();
        days.ShouldBe([Instant.FromUtc(2026, 3, 28, 1, 30), Instant.FromUtc(2026, 3, 29, 1, 30), Instant.FromUtc(2026, 3, 30, 0, 30)]);
    }

    [Fact]
    public void It_ends_and_begins_when_it_says() =>
        Local(new(Frequency.Daily, "09:00", new(2026, 1, 5), Until: new DateOnly(2026, 1, 6)), "2025-06-01", 9).ShouldBe(["2026-01-05 09:00", "2026-01-06 09:00"]);

    private static List<string> Local(Recurrence recurrence, string after, int count)
    {
        var from = LocalDatePattern.Iso.Parse(after).Value.AtStartOfDayInZone(s_hours.Zone).ToInstant();
        return [.. recurrence.Checked().Occurrences(s_hours, from).Take(count).Select(i => LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm").Format(i.InZone(s_hours.Zone).LocalDateTime))];
    }
}
