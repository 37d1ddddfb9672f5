using CustomerOps.Ticketing.Sla;
using NodaTime;

namespace CustomerOps.Ticketing.Waiting;

/// <summary>Days on which the organisation works.</summary>
internal static class BusinessDays
{
    /// <summary>A calendar that is closed for longer than this has no such day.</summary>
    private const int Horizon = 3 * 366;

    /// <summary>So many working days later at the same time of the day; where the house is closed then, at its next opening.</summary>
    public static Instant Add(WeekHours hours, Instant start, int days)
    {
        var local = start.InZone(hours.Zone).LocalDateTime;
        var date = local.Date;
        for (var left = days; left > 0 && Period.DaysBetween(local.Date, date) < Horizon;)
        {
            date = date.PlusDays(1);
            if (hours.On(date).Length > 0) left--;
        }

        var then = (date + local.TimeOfDay).InZoneLeniently(hours.Zone).ToInstant();
        return BusinessTime.Add(hours, then, Duration.Epsilon) - Duration.Epsilon;
    }
}
