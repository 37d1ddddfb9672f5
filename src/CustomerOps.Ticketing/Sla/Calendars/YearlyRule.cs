using System.Globalization;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Sla.Calendars;

/// <summary>A yearly recurrence of iCalendar: on the date of the first one, on given days of months, or on the n-th weekday of a month (-1: the last).</summary>
internal sealed record YearlyRule(int Interval, int? Count, DateOnly? Until, IReadOnlyList<int> Months, IReadOnlyList<int> Days, int? Nth, DayOfWeek? Weekday)
{
    private static readonly string[] s_weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>Every year on the same date, for ever.</summary>
    public bool IsPlain => this is { Interval: 1, Count: null, Until: null, Weekday: null, Months.Count: <= 1, Days.Count: <= 1 };

    public static YearlyRule Read(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).GroupBy(p => p[0].Trim().ToUpperInvariant()).ToDictionary(g => g.Key, g => g.First()[1].Trim().ToUpperInvariant());
        RuleViolation.Unless(parts.GetValueOrDefault("FREQ") == "YEARLY", "calendar.ical-rule", $"Holidays recur yearly; {Short(text)} does not.", "text");
        var unknown = parts.Keys.Except(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"]).FirstOrDefault();
        RuleViolation.Unless(unknown is null, "calendar.ical-rule", $"{unknown} of {Short(text)} is not understood.", "text");
        var (nth, weekday) = parts.TryGetValue("BYDAY", out var byDay) ? NthWeekday(byDay, text) : (null, null);
        RuleViolation.Unless(weekday is null || parts.ContainsKey("BYMONTH"), "calendar.ical-rule", $"{Short(text)} names a weekday without a month.", "text");
        RuleViolation.Unless(weekday is null || !parts.ContainsKey("BYMONTHDAY"), "calendar.ical-rule", $"{Short(text)} names a weekday and a day of the month.", "text");
        var until = parts.TryGetValue("UNTIL", out var last) ? ICalText.Date(last.Length > 8 ? last[..8] : last) : null;
        RuleViolation.Unless(until is not null || last is null, "calendar.ical-rule", $"{Short(text)} has no date after UNTIL.", "text");
        return new(Numbers("INTERVAL", 1, 100).FirstOrDefault(1), Numbers("COUNT", 1, 10_000) is [var count, ..] ? count : null, until, Numbers("BYMONTH", 1, 12), Numbers("BYMONTHDAY", 1, 31), nth, weekday);

        int[] Numbers(string name, int from, int to) => !parts.TryGetValue(name, out var value) ? [] : [.. value.Split(',').Select(v =>
            int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
                ? number : throw new RuleViolation("calendar.ical-rule", $"{name} of {Short(text)} is not a number from {from} to {to}.", "text"))];
    }

    /// <summary>The dates it falls on up to <paramref name="last"/>, in order. Bounded by the years between.</summary>
    public IEnumerable<DateOnly> Dates(DateOnly first, DateOnly last)
    {
        var left = Count ?? int.MaxValue;
        for (var year = first.Year; year <= last.Year && left > 0; year += Interval)
            foreach (var date in In(year, first).Where(d => d >= first && d <= last && (Until is null || d <= Until)).Order())
                if (left-- > 0) yield return date;
    }

    private IEnumerable<DateOnly> In(int year, DateOnly first)
    {
        foreach (var month in Months.Count > 0 ? Months : [first.Month])
        {
            var days = DateTime.DaysInMonth(year, month);
            if (Weekday is not { } weekday)
            {
                foreach (var day in Days.Count > 0 ? Days : [first.Day])
                    if (day <= days) yield return new(year, month, day);
                continue;
            }

            DateOnly[] all = [.. Enumerable.Range(1, days).Select(day => new DateOnly(year, month, day)).Where(d => d.DayOfWeek == weekday)];
            if (Nth is not { } nth) foreach (var date in all) yield return date;
            else if (Math.Abs(nth) <= all.Length) yield return nth > 0 ? all[nth - 1] : all[^-nth];
        }
    }

    private static (int? Nth, DayOfWeek? Day) NthWeekday(string value, string text)
    {
        var day = value.Length >= 2 ? Array.IndexOf(s_weekdays, value[^2..]) : -1;
        var number = value.Length > 2 ? value[..^2] : "";
        var known = int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nth) && nth is >= -5 and <= 5 and not 0;
        RuleViolation.Unless(day >= 0 && (number.Length == 0 || known), "calendar.ical-rule", $"BYDAY of {Short(text)} is not one weekday such as 4TH or -1MO.", "text");
        return (known ? nth : null, (DayOfWeek)day);
    }

    private static string Short(string text) => text.Length > 80 ? text[..80] : text;
}
