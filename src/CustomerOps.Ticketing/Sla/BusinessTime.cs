using NodaTime;

namespace CustomerOps.Ticketing.Sla;

/// <summary>
/// Arithmetic on time that counts only while the organisation is open. An instant counts when its local wall-clock time lies in an opening:
/// an hour that the clocks repeat in autumn counts twice, one they skip in spring never.
/// </summary>
internal static class BusinessTime
{
    /// <summary>A calendar that is closed for longer than this has no deadlines; they are set here instead of searched for ever.</summary>
    private static readonly Duration Horizon = Duration.FromDays(3 * 366);

    /// <summary>The instant at which <paramref name="amount"/> of open time has passed since <paramref name="start"/>.</summary>
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
    public static Duration Between(WeekHours hours, Instant start, Instant end) =>
        Stretches(hours, start, end).Aggregate(Duration.Zero, (sum, open) => sum + open.Duration);

    /// <summary>Open stretches between two instants, in order. Within one zone interval the offset is constant, so local minutes map to instants exactly.</summary>
    public static IEnumerable<Interval> Stretches(WeekHours hours, Instant start, Instant end)
    {
        if (end <= start) yield break;
        foreach (var zone in hours.Zone.GetZoneIntervals(start, end))
        {
            var from = zone.HasStart ? Instant.Max(zone.Start, start) : start;
            var to = zone.HasEnd ? Instant.Min(zone.End, end) : end;
            var last = to.WithOffset(zone.WallOffset).Date;
            for (var date = from.WithOffset(zone.WallOffset).Date; date <= last; date = date.PlusDays(1))
            {
                var midnight = date.AtMidnight().WithOffset(zone.WallOffset).ToInstant();
                for (var i = 0; i < hours.On(date).Length; i++)
                {
                    var (opens, closes) = hours.On(date)[i];
                    var (a, b) = (Instant.Max(midnight + Duration.FromMinutes(opens), from), Instant.Min(midnight + Duration.FromMinutes(closes), to));
                    if (a < b) yield return new Interval(a, b);
                }
            }
        }
    }
}
