using CustomerOps.ServiceDefaults.Problems;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Calendars;

/// <summary>What makes sense in a calendar.</summary>
internal static class CalendarRules
{
    public const int MostSpans = 140, MostDates = 400, MostHolidays = 2_000;

    public static CalendarSpec Check(this CalendarSpec spec)
    {
        RuleViolation.Unless(DateTimeZoneProviders.Tzdb.GetZoneOrNull(spec.Zone) is not null, "business-hours.time-zone", "No such time zone; send an IANA name such as Europe/Copenhagen.", "timeZone");
        RuleViolation.Unless(spec.Week.Count > 0, "business-hours.never-open", "At least one opening a week is needed.", "week");
        CheckWeek(spec.Week, "week");
        CheckWeek(spec.Breaks, "breaks");
        RuleViolation.Unless(spec.Week.Any(o => Day.Without([new(o.From, o.To)], spec.Breaks.Where(b => b.Day == o.Day)).Count > 0), "business-hours.never-open", "The breaks leave no open time in the week.", "breaks");
        foreach (var date in spec.Dates) CheckDay(date.Open, $"{date.Date:O}", "dates");
        RuleViolation.Unless(spec.Dates.DistinctBy(d => d.Date).Count() == spec.Dates.Count, "calendar.date-twice", "A date has its own hours once.", "dates");
        foreach (var holiday in spec.Holidays.Where(h => h.Date is null)) RuleViolation.Unless(IsDay(holiday), "calendar.holiday", "A holiday is a date such as 2026-12-25 or a day of every year such as 12-25.", "holidays");
        return spec;
    }

    private static void CheckWeek(IEnumerable<WeekSpan> spans, string field)
    {
        foreach (var day in spans.GroupBy(o => o.Day)) CheckDay([.. day.Select(o => new DaySpan(o.From, o.To))], day.Key.ToString(), field);
    }

    private static void CheckDay(IReadOnlyList<DaySpan> spans, string day, string field)
    {
        RuleViolation.Unless(spans.All(o => o.From >= 0 && o.From < o.To && o.To <= CalendarSpec.SecondsPerDay), "business-hours.empty-opening", "Each stretch ends after it begins, on the same day.", field);
        var sorted = spans.OrderBy(o => o.From).ToList();
        RuleViolation.Unless(sorted.Zip(sorted.Skip(1)).All(pair => pair.First.To <= pair.Second.From), "business-hours.overlap", $"The stretches of {day} overlap.", field);
    }

    private static bool IsDay(Holiday holiday) =>
        holiday is { Month: >= 1 and <= 12 and var month, Day: >= 1 and var day } && day <= DateTime.DaysInMonth(2024, month);
}
