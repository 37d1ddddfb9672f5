using System.Globalization;
using CustomerOps.ServiceDefaults.Problems;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Calendars;

internal enum Weekday { Monday = 1, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday }

/// <param name="From">HH:mm or HH:mm:ss.</param>
/// <param name="To">The same, later than <paramref name="From"/>; 24:00 is midnight at the day's end.</param>
internal sealed record OpeningView(Weekday Day, [Text(8)] string From, [Text(8)] string To)
{
    public static OpeningView Of(WeekSpan o) => new((Weekday)(int)o.Day, TimeOfDay.Write(o.From), TimeOfDay.Write(o.To));

    public WeekSpan Read(string field) => new((IsoDayOfWeek)(int)Day, TimeOfDay.Read(From, field), TimeOfDay.Read(To, field));
}

/// <param name="From">HH:mm or HH:mm:ss.</param>
/// <param name="To">The same, later than <paramref name="From"/>; 24:00 is midnight at the day's end.</param>
internal sealed record SpanView([Text(8)] string From, [Text(8)] string To);

/// <summary>What holds on one date instead of the week, its breaks and holidays.</summary>
/// <param name="Open">Empty: closed.</param>
internal sealed record DateHoursView(DateOnly Date, [System.ComponentModel.DataAnnotations.MaxLength(20)] SpanView[] Open)
{
    public static DateHoursView Of(DateHours d) => new(d.Date, [.. d.Open.Select(o => new SpanView(TimeOfDay.Write(o.From), TimeOfDay.Write(o.To)))]);

    public DateHours Read() => new(Date, [.. Open.Select(o => new DaySpan(TimeOfDay.Read(o.From, "dates"), TimeOfDay.Read(o.To, "dates")))]);
}

/// <param name="On">A date, 2026-12-25, or a day of every year, 12-25.</param>
/// <param name="Source">The import it came with; null when it was typed in.</param>
internal sealed record HolidayView([Text(10)] string On, [Text(200)] string? Name = null, [Text(100)] string? Source = null)
{
    public static HolidayView Of(Holiday h) =>
        new(h.Date is { } date ? $"{date:O}" : string.Create(CultureInfo.InvariantCulture, $"{h.Month:00}-{h.Day:00}"), h.Name, h.Source);

    public Holiday Read()
    {
        if (DateOnly.TryParseExact(On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return new(Name, date, null, null, Source);
        // The year is one that has every day.
        if (DateOnly.TryParseExact($"2024-{On}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new(Name, null, day.Month, day.Day, Source);
        throw new RuleViolation("calendar.holiday", $"{On} is neither a date such as 2026-12-25 nor a day of every year such as 12-25.", "holidays");
    }
}

/// <param name="TimeZone">IANA name; null follows the organisation.</param>
/// <param name="Zone">The zone that holds.</param>
/// <param name="Queues">Tickets in these queues are counted by it.</param>
/// <param name="Branches">Tickets of these branches are counted by it, where their queue has no calendar.</param>
/// <param name="Number">Of the version in force; each change of hours is a version of its own.</param>
internal sealed record CalendarView(
    Guid Id, string Name, bool IsDefault, string? TimeZone, string Zone, IReadOnlyList<string> Queues, IReadOnlyList<string> Branches, Guid VersionId, int Number,
    IReadOnlyList<OpeningView> Week, IReadOnlyList<OpeningView> Breaks, IReadOnlyList<DateHoursView> Dates, IReadOnlyList<HolidayView> Holidays)
{
    public static CalendarView Of(Calendar c, CalendarSpec s) => new(
        c.Id, c.Name, c.IsDefault, c.TimeZone, s.Zone, c.Queues, c.Branches, c.CurrentId, c.Number,
        [.. s.Week.Select(OpeningView.Of)], [.. s.Breaks.Select(OpeningView.Of)], [.. s.Dates.Select(DateHoursView.Of)], [.. s.Holidays.Select(HolidayView.Of)]);
}

internal static class TimeOfDay
{
    private static readonly string[] s_formats = ["HH:mm", "HH:mm:ss"];

    public static string Write(int seconds) => seconds % 60 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");

    public static int Read(string clock, string field)
    {
        if (clock is "24:00" or "24:00:00") return CalendarSpec.SecondsPerDay;
        if (!TimeOnly.TryParseExact(clock, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            throw new RuleViolation("business-hours.clock", $"{clock} is not a time of day such as 08:00, 08:00:30 or 24:00.", field);
        return (int)time.ToTimeSpan().TotalSeconds;
    }
}
