using CustomerOps.Staffing.Arrivals;
using NodaTime;

namespace CustomerOps.Staffing.Rotas;

/// <summary>The half-hours a week is planned in: slot 0 is a day before Monday 00:00 UTC and the last a day after the week, so that every branch's local week lies within.</summary>
internal sealed record Grid(Instant Start)
{
    public const int Slots = 9 * HalfHour.PerDay, RestSlots = 22;
    private const long Ticks = NodaConstants.TicksPerMinute * HalfHour.Minutes;

    public static Grid Of(IsoWeek week) => new(week.Monday.PlusDays(-1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant());

    /// <summary>The first slot that starts at or after the moment.</summary>
    public int Ceiling(Instant moment) => -(int)Math.Floor((Start - moment).TotalTicks / Ticks);

    /// <summary>The last slot that starts at or before the moment.</summary>
    public int Floor(Instant moment) => (int)Math.Floor((moment - Start).TotalTicks / Ticks);

    public Instant At(int slot) => Start + Duration.FromMinutes(slot * HalfHour.Minutes);
}
