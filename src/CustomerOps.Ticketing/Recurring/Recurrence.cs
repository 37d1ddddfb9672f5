using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using NodaTime;

namespace CustomerOps.Ticketing.Recurring;

internal enum Frequency { Daily, Weekly, Monthly }

/// <summary>What becomes of an occurrence on a day on which the organisation is closed: it stays, does not happen, or moves to the nearest open day before or after.</summary>
internal enum OnClosedDay { Keep, Skip, Before, After }

/// <param name="Interval">Every so many days, weeks (from Monday) or months, counted from <paramref name="From"/>.</param>
/// <param name="Weekdays">Of weekly; and with <paramref name="Nth"/> the one of monthly.</param>
/// <param name="MonthDay">Of monthly: 1 to 31, -1 is the last; a month without it has none.</param>
/// <param name="Nth">Of monthly: the first to fifth such weekday; -1 is the last.</param>
/// <param name="At">By the clock where the organisation is: <c>08:30</c>. Where the clocks skip it, as soon after; where it comes twice, the first.</param>
internal sealed record Recurrence(
    Frequency Every, [RegularExpression("^([01][0-9]|2[0-3]):[0-5][0-9]$")] string At, DateOnly From, [Range(1, 52)] int Interval = 1, [MaxLength(7)] Weekday[]? Weekdays = null, [Range(-1, 31)] int? MonthDay = null,
    [Range(-1, 5)] int? Nth = null, DateOnly? Until = null, OnClosedDay ClosedDay = OnClosedDay.Keep)
{
    /// <summary>So far is looked for an occurrence, and for an open day.</summary>
    private const int MostDays = 366 * 5, MostShift = 31;

    public Recurrence Checked()
    {
        RuleViolation.Unless(Every == Frequency.Weekly == Weekdays is { Length: > 0 } || (Every == Frequency.Monthly && Nth is not null), "recurrence.weekdays", "Weekdays belong to weekly, or one of them to monthly with nth.", "schedule.weekdays");
        RuleViolation.Unless(Every != Frequency.Monthly || (MonthDay is not null ^ (Nth is not null && Weekdays is { Length: 1 })), "recurrence.month-day", "Monthly is on a monthDay, or on the nth of one weekday.", "schedule.monthDay");
        RuleViolation.Unless(Every == Frequency.Monthly || (MonthDay, Nth) is (null, null), "recurrence.month-day", "monthDay and nth belong to monthly.", "schedule.monthDay");
        RuleViolation.Unless(MonthDay != 0 && Nth != 0, "recurrence.month-day", "1 is the first, -1 the last.", "schedule.monthDay");
        RuleViolation.Unless(Until is null || Until >= From, "recurrence.until", "It ends after it begins.", "schedule.until");
        RuleViolation.Unless(From.Year is >= 2000 and <= 2200, "recurrence.from", "from is a day of our times.", "schedule.from");
        return this;
    }

    /// <summary>The moments after <paramref name="after"/>, in order; none more where it has ended, or nothing comes within five years.</summary>
    public IEnumerable<Instant> Occurrences(WeekHours hours, Instant after)
    {
        var (zone, time) = (hours.Zone, LocalTime.FromTimeOnly(TimeOnly.ParseExact(At, "HH:mm")));
        // A day that moves back may come from a month ahead, one that moves on from a month before.
        var begin = LocalDate.Max(LocalDate.FromDateOnly(From), after.InZone(zone).Date.PlusDays(-MostShift));
        var moments = Enumerable.Range(0, MostDays).Select(begin.PlusDays).TakeWhile(d => Until is null || d <= LocalDate.FromDateOnly(Until.Value)).Where(Falls)
            .Select(d => Shifted(d, hours)).OfType<LocalDate>().Select(d => zone.AtLeniently(d + time).ToInstant());
        var last = after;
        foreach (var moment in moments)
            if (moment > last) yield return last = moment;
    }

    private bool Falls(LocalDate day)
    {
        var start = LocalDate.FromDateOnly(From);
        return Every switch
        {
            Frequency.Daily => Period.DaysBetween(start, day) % Interval == 0,
            Frequency.Weekly => Weekdays!.Contains((Weekday)(int)day.DayOfWeek) && Period.DaysBetween(Monday(start), Monday(day)) / 7 % Interval == 0,
            _ => ((day.Year - start.Year) * 12 + day.Month - start.Month) % Interval == 0 && (MonthDay is { } on ? day.Day == (on == -1 ? Length(day) : on) : IsNth(day)),
        };
    }

    private bool IsNth(LocalDate day) => (Weekday)(int)day.DayOfWeek == Weekdays![0] && (Nth == -1 ? day.Day + 7 > Length(day) : (day.Day - 1) / 7 + 1 == Nth);

    /// <summary>Null where it does not happen: skipped, or no open day is near.</summary>
    private LocalDate? Shifted(LocalDate day, WeekHours hours)
    {
        if (ClosedDay == OnClosedDay.Keep || hours.DayOf(day).Open.Length > 0) return day;
        if (ClosedDay == OnClosedDay.Skip) return null;
        return Enumerable.Range(1, MostShift).Select(n => (LocalDate?)day.PlusDays(ClosedDay == OnClosedDay.Before ? -n : n)).FirstOrDefault(d => hours.DayOf(d!.Value).Open.Length > 0);
    }

    private static LocalDate Monday(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);

    private static int Length(LocalDate day) => day.Calendar.GetDaysInMonth(day.Year, day.Month);
}
