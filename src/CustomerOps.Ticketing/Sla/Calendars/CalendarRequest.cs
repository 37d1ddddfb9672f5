using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Sla.Calendars;

/// <param name="Week">Openings; several a day where there are breaks.</param>
/// <param name="Breaks">Cut out of the week's openings.</param>
/// <param name="Dates">Hours of single dates; they hold against the week, its breaks and holidays.</param>
/// <param name="TimeZone">IANA name; null follows the organisation.</param>
/// <param name="Queues">The queues it holds for.</param>
/// <param name="Branches">The branches it holds for.</param>
[Example("""{ "name": "Store", "timeZone": "Europe/Copenhagen", "branches": ["harbour"], "week": [{ "day": "monday", "from": "09:00", "to": "18:00" }], "breaks": [{ "day": "monday", "from": "12:00", "to": "12:30" }], "dates": [{ "date": "2026-12-24", "open": [{ "from": "09:00", "to": "13:00" }] }], "holidays": [{ "on": "12-25", "name": "Christmas Day" }] }""")]
internal sealed record CalendarRequest(
    [Text(100)] string Name, [MinLength(1), MaxLength(CalendarRules.MostSpans)] OpeningView[] Week, [MaxLength(CalendarRules.MostSpans)] OpeningView[]? Breaks = null,
    [MaxLength(CalendarRules.MostDates)] DateHoursView[]? Dates = null, [MaxLength(CalendarRules.MostHolidays)] HolidayView[]? Holidays = null, [Text(60)] string? TimeZone = null,
    [Labels(Calendar.MostUses, 50)] string[]? Queues = null, [Labels(Calendar.MostUses, 50)] string[]? Branches = null)
{
    public CalendarSpec Read(string organisationZone) => new(
        TimeZone ?? organisationZone, [.. Week.Select(o => o.Read("week"))], [.. (Breaks ?? []).Select(o => o.Read("breaks"))], [.. (Dates ?? []).Select(d => d.Read())], [.. (Holidays ?? []).Select(h => h.Read()).Distinct()]);
}
