using CustomerOps.Ticketing.Sla.Calendars;

namespace CustomerOps.Ticketing.Sla;

/// <summary>The organisation's own calendar in short.</summary>
/// <param name="TimeZone">IANA name; null follows the organisation.</param>
/// <param name="Holidays">Days off that are dates; <c>/calendars</c> shows the yearly ones, breaks and hours of single dates too.</param>
internal sealed record BusinessHoursView(string? TimeZone, IReadOnlyList<OpeningView> Week, IReadOnlyList<DateOnly> Holidays)
{
    public static BusinessHoursView Of(string? timeZone, CalendarSpec s) => new(timeZone, [.. s.Week.Select(OpeningView.Of)], [.. s.Holidays.Select(h => h.Date).OfType<DateOnly>()]);
}
