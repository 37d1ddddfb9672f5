using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>How one metric of a ticket stands. Next-response and the like run several times; this is the last run.</summary>
internal sealed record Clock(Metric Metric)
{
    /// <summary>How often it has begun; 0 never.</summary>
    public int Run { get; init; }
    public Instant? BegunAt { get; init; }

    /// <summary>The counted time of this run.</summary>
    public Duration Elapsed { get; init; }
    public Instant? EndedAt { get; init; }
    public Instant? WarnedAt { get; init; }

    /// <summary>When the counted time reached the target. What was missed stays missed, whatever came later.</summary>
    public Instant? BreachedAt { get; init; }

    /// <summary>Which alarms of this run were given: bit 0 the breach, bit n the n-th other alarm of the promise.</summary>
    public int Given { get; init; }

    public bool IsOn => Run > 0 && EndedAt is null;

    public bool HasGiven(int level) => (Given & (1 << level)) != 0;

    public Clock Begin(Instant at) => new(Metric) { Run = Run + 1, BegunAt = at };

    public Clock End(Instant at) => IsOn ? this with { EndedAt = at } : this;

    /// <summary>What ended goes on where it stood: the solution did not hold.</summary>
    public Clock GoOn() => this with { EndedAt = null };

    /// <summary>The alarms not yet given, each with the counted time at which it is due.</summary>
    public IEnumerable<(int Level, Duration Offset, Duration DueAfter)> Left(Promise promise)
    {
        if (!HasGiven(0)) yield return (0, Duration.Zero, promise.Target);
        for (var i = 0; i < promise.Alarms.Count; i++)
            if (!HasGiven(i + 1)) yield return (i + 1, promise.Alarms[i], Duration.Max(Duration.Zero, promise.Target + promise.Alarms[i]));
    }

    public Clock Give(Crossing crossing) => this with
    {
        Given = Given | (1 << crossing.Level),
        BreachedAt = crossing.Level == 0 ? crossing.At : BreachedAt,
        WarnedAt = crossing.Offset < Duration.Zero ? WarnedAt ?? crossing.At : WarnedAt,
    };
}

/// <summary>A clock's counted time reached an alarm's.</summary>
/// <param name="Level">0 the breach, else the alarm's place in the promise, from 1.</param>
internal sealed record Crossing(Metric Metric, int Level, Duration Offset, Instant At, Instant DueAt);
