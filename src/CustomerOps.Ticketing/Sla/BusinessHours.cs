using CustomerOps.Messaging;
using CustomerOps.Ticketing.Sla.Calendars;
using NodaTime;

namespace CustomerOps.Ticketing.Sla;

/// <summary>An opening on a weekday, in minutes of the local day: 480–1080 is 08:00–18:00, 1440 is midnight at its end.</summary>
internal sealed record Opening(IsoDayOfWeek Day, int From, int To);

/// <summary>An organisation's own working hours; without any, the usual ones in the organisation's time zone hold.</summary>
internal sealed class BusinessHours : Aggregate
{
    /// <summary>IANA name; null follows the organisation.</summary>
    public string? TimeZone { get; private set; }
    public List<Opening> Week { get; private set; } = [.. CalendarSpec.Usual("UTC").Week.Select(o => new Opening(o.Day, o.From / 60, o.To / 60))];
    public DateOnly[] Holidays { get; private set; } = [];

    public void Set(string? timeZone, IEnumerable<Opening> week, IEnumerable<DateOnly> holidays)
    {
        (TimeZone, Week, Holidays) = (timeZone, [.. week], [.. holidays.Distinct().Order()]);
        Spec("UTC").Check();
    }

    /// <summary>The hours in force, given the organisation's own time zone.</summary>
    public WeekHours In(string organisationZone) => Spec(organisationZone).Compile();

    private CalendarSpec Spec(string organisationZone) =>
        new(TimeZone ?? organisationZone, [.. Week.Select(o => new WeekSpan(o.Day, o.From * 60, o.To * 60))], [], [], [.. Holidays.Select(d => new Holiday(null, d, null, null))]);
}
