using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Sla;

/// <summary>Against an oracle that walks minute by minute and asks of each whether its wall-clock time lies in an opening.</summary>
public sealed class BusinessTimeTests
{
    private const int MinutesPerDay = 1440;
    private static readonly string[] Zones = ["Europe/Copenhagen", "Europe/Helsinki", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"];

    // Days around the changes of the clocks in 2026 in those zones, and some where nothing changes.
    private static readonly LocalDate[] Days = [new(2026, 3, 27), new(2026, 10, 23), new(2026, 3, 6), new(2026, 10, 30), new(2026, 4, 3), new(2026, 10, 2), new(2026, 6, 10), new(2026, 12, 23)];

    private static readonly Gen<WeekHours> AnyHours =
        from zone in Gen.Elements(Zones)
        from openings in AnyOpening.NonEmptyListOf()
        from holidays in Gen.Choose(0, 6).Select(d => new LocalDate(2026, 3, 27).PlusDays(d)).ListOf()
        select Hours(zone, WithoutOverlap(openings), [.. holidays]);

    private static Gen<WeekSpan> AnyOpening =>
        from day in Gen.Choose(1, 7)
        from start in Gen.Choose(0, 95)
        from length in Gen.Choose(1, 40)
        select new WeekSpan((IsoDayOfWeek)day, start * 900, Math.Min(CalendarSpec.SecondsPerDay, (start + length) * 900));

    private static readonly Gen<(WeekHours Hours, Instant Start, int Minutes)> AnyCase =
        from hours in AnyHours
        from day in Gen.Elements(Days)
        from offset in Gen.Choose(0, 2 * MinutesPerDay)
        from minutes in Gen.Choose(0, 3 * MinutesPerDay)
        select (hours, day.AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(offset), minutes);

    [Fact]
    public void Open_time_between_two_instants_is_what_the_minutes_say() =>
        Prop.ForAll(AnyCase.ToArbitrary(), c => BusinessTime.Between(c.Hours, c.Start, c.Start + Duration.FromMinutes(c.Minutes)) == Duration.FromMinutes(Count(c.Hours, c.Start, c.Minutes)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(250));

    [Fact]
    public void Adding_open_time_ends_where_the_minutes_say() =>
        Prop.ForAll(AnyCase.ToArbitrary(), c =>
        {
            var amount = Count(c.Hours, c.Start, c.Minutes);
            var end = BusinessTime.Add(c.Hours, c.Start, Duration.FromMinutes(amount));
            return amount == 0 || (Count(c.Hours, c.Start, (int)(end - c.Start).TotalMinutes) == amount && IsOpen(c.Hours, end - Duration.FromMinutes(1)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(250));

    [Fact]
    public void A_night_shift_over_the_autumn_change_has_one_hour_more_and_over_the_spring_change_one_less()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];
        var hours = Hours(zone.Id, [new(IsoDayOfWeek.Sunday, 0, 6 * 3600)]);
        OpenOn(new LocalDate(2026, 10, 25)).ShouldBe(Duration.FromHours(7));
        OpenOn(new LocalDate(2026, 3, 29)).ShouldBe(Duration.FromHours(5));
        OpenOn(new LocalDate(2026, 7, 5)).ShouldBe(Duration.FromHours(6));

        Duration OpenOn(LocalDate date) => BusinessTime.Between(hours, zone.AtStartOfDay(date).ToInstant(), zone.AtStartOfDay(date.PlusDays(1)).ToInstant());
    }

    [Fact]
    public void A_promise_given_on_Friday_afternoon_before_a_holiday_is_due_after_it()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];
        var hours = Hours(zone.Id, CalendarSpec.Usual("UTC").Week, new LocalDate(2026, 5, 25));
        var friday = new LocalDateTime(2026, 5, 22, 16, 0).InZoneStrictly(zone).ToInstant();
        BusinessTime.Add(hours, friday, Duration.FromHours(8)).InZone(zone).LocalDateTime.ShouldBe(new LocalDateTime(2026, 5, 26, 14, 0));
    }

    [Fact]
    public void A_calendar_without_an_open_day_ahead_ends_at_the_horizon_instead_of_never()
    {
        var days = Enumerable.Range(0, 4000).Select(d => new LocalDate(2026, 1, 1).PlusDays(d));
        var hours = Hours("UTC", CalendarSpec.Usual("UTC").Week, [.. days]);
        var start = Instant.FromUtc(2026, 1, 5, 9, 0);
        BusinessTime.Add(hours, start, Duration.FromHours(1)).ShouldBe(start + BusinessTime.Horizon);
    }

    private static WeekHours Hours(string zone, IEnumerable<WeekSpan> week, params LocalDate[] holidays) =>
        new(new CalendarSpec(zone, [.. week], [], [], [.. holidays.Select(d => new Holiday(null, d.ToDateOnly(), null, null))]));

    private static List<WeekSpan> WithoutOverlap(IEnumerable<WeekSpan> openings) => openings.GroupBy(o => o.Day)
        .SelectMany(day => day.OrderBy(o => o.From).Aggregate(new List<WeekSpan>(), (kept, o) => { if (kept.Count == 0 || kept[^1].To <= o.From) kept.Add(o); return kept; })).ToList();

    private static int Count(WeekHours hours, Instant start, int minutes) => Enumerable.Range(0, minutes).Count(m => IsOpen(hours, start + Duration.FromMinutes(m)));

    private static bool IsOpen(WeekHours hours, Instant at)
    {
        var local = at.InZone(hours.Zone).LocalDateTime;
        var second = (local.Hour * 60 + local.Minute) * 60;
        foreach (var (from, to) in hours.On(local.Date))
            if (from <= second && second < to) return true;
        return false;
    }
}
