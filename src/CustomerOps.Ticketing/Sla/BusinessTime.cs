using CustomerOps.Ticketing.Sla.Calendars;
using NodaTime;

namespace CustomerOps.Ticketing.Sla;

/// <summary>
/// Arithmetic on time that counts only while the organisation is open. An instant counts when its local wall-clock time lies in an opening:
/// an hour that the clocks repeat in autumn counts twice, one they skip in spring never.
/// </summary>
internal static class BusinessTime
{
    /// <summary>A calendar that is closed for longer than this has no deadlines; they are set here instead of searched for ever.</summary>
    public static readonly Duration Horizon = Duration.FromDays(10 * 366);

    /// <summary>The instant at which <paramref name="amount"/> of open time has passed since <paramref name="start"/>; the horizon where it never does.</summary>
    public static Instant Add(WeekHours hours, Instant start, Duration amount)
    {
        foreach (var open in Stretches(hours, start, start + Horizon))
        {
            if (amount <= open.Duration) return open.Start + amount;
            amount -= open.Duration;
        }

        return start + Horizon;
    }

    /// <summary>How much open time lies between two instants; zero when they are in the wrong order.</summary>
    public static Duration Between(WeekHours hours, Instant start, Instant end)
    {
        var sum = Duration.Zero;
        foreach (var open in Stretches(hours, start, end)) sum += open.Duration;
        return sum;
    }

    /// <summary>Open stretches between two instants, in order.</summary>
    public static IEnumerable<Interval> Stretches(WeekHours hours, Instant start, Instant end)
    {
        foreach (var (midnight, from, to, day) in Days(hours, start, end))
        {
            for (var i = 0; i < day.Open.Length; i++)
            {
                var (a, b) = (Instant.Max(midnight + Duration.FromSeconds(day.Open[i].From), from), Instant.Min(midnight + Duration.FromSeconds(day.Open[i].To), to));
                if (a < b) yield return new Interval(a, b);
            }
        }
    }

    /// <summary>Everything between two instants, open or not, each part with what it is.</summary>
    public static IEnumerable<(Interval When, DayPart Part)> Parts(WeekHours hours, Instant start, Instant end)
    {
        foreach (var (midnight, from, to, day) in Days(hours, start, end))
        {
            foreach (var part in day.Parts)
            {
                var (a, b) = (Instant.Max(midnight + Duration.FromSeconds(part.From), from), Instant.Min(midnight + Duration.FromSeconds(part.To), to));
                if (a < b) yield return (new Interval(a, b), part);
            }
        }
    }

    /// <summary>Local days, cut where the clocks change: within one zone interval the offset is constant, so local seconds map to instants exactly.</summary>
    private static IEnumerable<(Instant Midnight, Instant From, Instant To, Day Day)> Days(WeekHours hours, Instant start, Instant end)
    {
        if (end <= start) yield break;
        foreach (var zone in hours.Zone.GetZoneIntervals(start, end))
        {
            var from = zone.HasStart ? Instant.Max(zone.Start, start) : start;
            var to = zone.HasEnd ? Instant.Min(zone.End, end) : end;
            var last = to.WithOffset(zone.WallOffset).Date;
            for (var date = from.WithOffset(zone.WallOffset).Date; date <= last; date = date.PlusDays(1))
                yield return (date.AtMidnight().WithOffset(zone.WallOffset).ToInstant(), from, to, hours.DayOf(date));
        }
    }
}
