using System.Globalization;
using CustomerOps.ServiceDefaults.Problems;
using NodaTime;

namespace CustomerOps.Ticketing.Sla;

internal enum Weekday { Monday = 1, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday }

/// <param name="From">HH:mm.</param>
/// <param name="To">HH:mm, later than <paramref name="From"/>; 24:00 is midnight at the day's end.</param>
internal sealed record OpeningView(Weekday Day, [Text(5)] string From, [Text(5)] string To)
{
    public static OpeningView Of(Opening o) => new((Weekday)(int)o.Day, Clock(o.From), Clock(o.To));

    public Opening Read() => new((IsoDayOfWeek)(int)Day, Minutes(From), Minutes(To));

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    private static int Minutes(string clock)
    {
        if (clock == "24:00") return 24 * 60;
        if (!TimeOnly.TryParseExact(clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            throw new RuleViolation("business-hours.clock", $"{clock} is not a time of day such as 08:00 or 24:00.", "week");
        return time.Hour * 60 + time.Minute;
    }
}

/// <param name="TimeZone">IANA name; null follows the organisation.</param>
/// <param name="Holidays">Days off.</param>
internal sealed record BusinessHoursView(string? TimeZone, IReadOnlyList<OpeningView> Week, IReadOnlyList<DateOnly> Holidays)
{
    public static BusinessHoursView Of(BusinessHours h) => new(h.TimeZone, [.. h.Week.Select(OpeningView.Of)], h.Holidays);
}
