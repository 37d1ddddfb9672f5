using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Reports;

/// <summary>Days of the organisation's calendar, both counted.</summary>
internal sealed record Period(LocalDate First, LocalDate Last, DateTimeZone Zone)
{
    private const int UsualDays = 30, MostDays = 5 * 366, MostIntervals = 400;

    public DateTimeOffset From => Start(First);

    public DateTimeOffset To => Start(Last.PlusDays(1));

    public static async Task<Period> Read(DateOnly? from, DateOnly? to, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(await db.Organisations.Select(o => o.TimeZone).SingleOrDefaultAsync(ct) ?? "UTC") ?? DateTimeZone.Utc;
        var last = to is { } t ? LocalDate.FromDateOnly(t) : Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date;
        var first = from is { } f ? LocalDate.FromDateOnly(f) : last.PlusDays(1 - UsualDays);
        RuleViolation.Unless(first <= last, "report.period", "from is not after to.", "from");
        RuleViolation.Unless(first.Year >= 1970 && last.Year < 9000, "report.period", "Ask for days between 1970 and 9000.", first.Year < 1970 ? "from" : "to");
        RuleViolation.Unless(NodaTime.Period.DaysBetween(first, last) < MostDays, "report.period", "Ask for at most five years.", "from");
        return new(first, last, zone);
    }

    /// <summary>The days at which the intervals of this period begin; the first is whole only when the period begins with it.</summary>
    public IReadOnlyList<LocalDate> Starts(Interval interval)
    {
        List<LocalDate> starts = [];
        for (var day = Floor(First, interval); day <= Last; day = Next(day, interval)) starts.Add(day);
        RuleViolation.Unless(starts.Count <= MostIntervals, "report.too-many-intervals", $"Ask for at most {MostIntervals} intervals: fewer days, or longer intervals.", "interval");
        return starts;
    }

    /// <summary>The part of this period that lies in the interval beginning at <paramref name="start"/>.</summary>
    public Period Within(LocalDate start, Interval interval)
    {
        RuleViolation.Unless(Floor(start, interval) == start && start <= Last && Next(start, interval) > First, "report.start", "No interval of this report begins then.", "start");
        return this with { First = LocalDate.Max(First, start), Last = LocalDate.Min(Last, Next(start, interval).PlusDays(-1)) };
    }

    private static LocalDate Floor(LocalDate day, Interval interval) => interval switch
    {
        Interval.Day => day,
        Interval.Week => day.PlusDays(1 - (int)day.DayOfWeek),
        _ => new(day.Year, day.Month, 1),
    };

    private static LocalDate Next(LocalDate start, Interval interval) => interval switch
    {
        Interval.Day => start.PlusDays(1),
        Interval.Week => start.PlusWeeks(1),
        _ => start.PlusMonths(1),
    };

    private DateTimeOffset Start(LocalDate day) => Zone.AtStartOfDay(day).ToInstant().ToDateTimeOffset();
}
