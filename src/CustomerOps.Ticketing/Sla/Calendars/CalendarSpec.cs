using NodaTime;

namespace CustomerOps.Ticketing.Sla.Calendars;

/// <summary>Seconds of a local day, 28,800–64,800 for 08:00–18:00; 86,400 is midnight at its end.</summary>
internal readonly record struct DaySpan(int From, int To);

/// <summary>A stretch of one weekday.</summary>
internal sealed record WeekSpan(IsoDayOfWeek Day, int From, int To);

/// <summary>What holds on one date instead of the week, its breaks and holidays; without a span it is closed.</summary>
internal sealed record DateHours(DateOnly Date, IReadOnlyList<DaySpan> Open);

/// <summary>A day off: one date, or every year on a day of a month.</summary>
/// <param name="Source">The import it came with; null when it was typed in.</param>
internal sealed record Holiday(string? Name, DateOnly? Date, int? Month, int? Day, string? Source = null);

/// <summary>What a version of a calendar says. It never changes: past stretches keep the hours they were counted by.</summary>
/// <param name="Zone">IANA name.</param>
internal sealed record CalendarSpec(string Zone, IReadOnlyList<WeekSpan> Week, IReadOnlyList<WeekSpan> Breaks, IReadOnlyList<DateHours> Dates, IReadOnlyList<Holiday> Holidays)
{
    public const int SecondsPerDay = 86_400;

    /// <summary>Monday to Friday, 08:00–18:00.</summary>
    public static CalendarSpec Usual(string zone) => new(zone, [.. Enumerable.Range(1, 5).Select(day => new WeekSpan((IsoDayOfWeek)day, 8 * 3600, 18 * 3600))], [], [], []);

    public WeekHours Compile() => new(this);
}
