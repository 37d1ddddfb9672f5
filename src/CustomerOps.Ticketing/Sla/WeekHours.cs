using CustomerOps.Ticketing.Sla.Calendars;
using NodaTime;

namespace CustomerOps.Ticketing.Sla;

/// <summary>A calendar version made ready for counting: what each local date is like, and the time zone it is meant in.</summary>
internal sealed class WeekHours
{
    private readonly Day[] _week;
    private readonly Dictionary<LocalDate, Day> _dates = [];
    private readonly Dictionary<(int Month, int Day), Day> _yearly = [];

    public WeekHours(CalendarSpec spec)
    {
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(spec.Zone) ?? DateTimeZone.Utc;
        _week = [.. Enumerable.Range(0, 8).Select(day => Day.Of(spec.Week.Where(o => (int)o.Day == day).Select(o => new DaySpan(o.From, o.To)), spec.Breaks.Where(b => (int)b.Day == day)))];
        foreach (var holiday in spec.Holidays)
            if (holiday.Date is { } date) _dates[LocalDate.FromDateOnly(date)] = Day.Off(holiday.Name);
            else _yearly[(holiday.Month!.Value, holiday.Day!.Value)] = Day.Off(holiday.Name);
        // Last: what is said of one date holds against everything said in general.
        foreach (var own in spec.Dates) _dates[LocalDate.FromDateOnly(own.Date)] = Day.Of(own.Open);
    }

    public DateTimeZone Zone { get; }

    /// <summary>The openings of a local day, in order and in its seconds; none on a holiday.</summary>
    public ReadOnlySpan<DaySpan> On(LocalDate date) => DayOf(date).Open;

    public Day DayOf(LocalDate date) =>
        _dates.TryGetValue(date, out var own) || _yearly.TryGetValue((date.Month, date.Day), out own) ? own : _week[(int)date.DayOfWeek];
}
