using NodaTime;

namespace CustomerOps.Ticketing.Sla;

/// <summary>What a clock's alarm says: near its deadline, or past it.</summary>
internal enum Alarm { Warning, Breach }

/// <summary>
/// One running promise on a ticket. Only open time counts. A pause moves the deadline by the open time it lasted;
/// an alarm that was given stays given.
/// </summary>
internal sealed record SlaClock
{
    public const double WarnAfter = 0.8;

    private SlaClock() { }

    public int TargetMinutes { get; private init; }
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset WarnAt { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public DateTimeOffset? PausedAt { get; private init; }
    public DateTimeOffset? FulfilledAt { get; private init; }
    public DateTimeOffset? WarnedAt { get; private init; }
    public DateTimeOffset? BreachedAt { get; private init; }

    public bool IsRunning => PausedAt is null && FulfilledAt is null;

    /// <summary>When it must be looked at next, null when never.</summary>
    public DateTimeOffset? NextAlarmAt => (IsRunning, WarnedAt, BreachedAt) switch
    {
        (true, null, null) => WarnAt,
        (true, _, null) => DueAt,
        _ => null,
    };

    public static SlaClock Start(int targetMinutes, WeekHours hours, DateTimeOffset now)
    {
        var start = Instant.FromDateTimeOffset(now);
        var target = Duration.FromMinutes(targetMinutes);
        return new SlaClock
        {
            TargetMinutes = targetMinutes, StartedAt = now,
            WarnAt = BusinessTime.Add(hours, start, target * WarnAfter).ToDateTimeOffset(),
            DueAt = BusinessTime.Add(hours, start, target).ToDateTimeOffset(),
        };
    }

    public SlaClock Pause(DateTimeOffset now) => IsRunning ? this with { PausedAt = now } : this;

    public SlaClock Fulfil(DateTimeOffset now) => FulfilledAt is null ? this with { FulfilledAt = now, PausedAt = null } : this;

    /// <summary>Runs again after a pause or, when a solution did not hold, after it was fulfilled.</summary>
    public SlaClock Resume(WeekHours hours, DateTimeOffset now)
    {
        if ((FulfilledAt ?? PausedAt) is not { } stopped) return this;
        return this with { PausedAt = null, FulfilledAt = null, WarnAt = Moved(WarnAt), DueAt = Moved(DueAt) };

        DateTimeOffset Moved(DateTimeOffset deadline)
        {
            var (from, to) = (Instant.FromDateTimeOffset(stopped), Instant.FromDateTimeOffset(deadline));
            return to <= from ? deadline : BusinessTime.Add(hours, Instant.FromDateTimeOffset(now), BusinessTime.Between(hours, from, to)).ToDateTimeOffset();
        }
    }

    /// <summary>The promise is another one from now on; the open time that has passed stays passed, and an alarm that was given stays given.</summary>
    public SlaClock Promise(int targetMinutes, WeekHours hours, DateTimeOffset now)
    {
        if (FulfilledAt is not null || targetMinutes == TargetMinutes) return this with { TargetMinutes = targetMinutes };
        var (seen, due) = (Instant.FromDateTimeOffset(PausedAt ?? now), Instant.FromDateTimeOffset(DueAt));
        var (target, passed) = (Duration.FromMinutes(targetMinutes), Duration.FromMinutes(TargetMinutes) - BusinessTime.Between(hours, seen, due) + BusinessTime.Between(hours, due, seen));
        return this with { TargetMinutes = targetMinutes, WarnAt = After(target * WarnAfter - passed), DueAt = After(target - passed) };

        DateTimeOffset After(Duration left) => (left <= Duration.Zero ? seen : BusinessTime.Add(hours, seen, left)).ToDateTimeOffset();
    }

    /// <summary>The alarm that is due at <paramref name="now"/> and was not given yet, and the clock that has given it.</summary>
    public (Alarm? Alarm, SlaClock After) Ring(DateTimeOffset now) => this switch
    {
        { IsRunning: true, BreachedAt: null } when DueAt <= now => (Sla.Alarm.Breach, this with { WarnedAt = WarnedAt ?? now, BreachedAt = now }),
        { IsRunning: true, WarnedAt: null } when WarnAt <= now => (Sla.Alarm.Warning, this with { WarnedAt = now }),
        _ => (null, this),
    };
}
