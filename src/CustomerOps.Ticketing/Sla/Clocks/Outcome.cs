using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>A promise was decided. One that was kept and goes on, because the solution did not hold, is decided again.</summary>
/// <param name="Run">Of the clock.</param>
internal sealed record Outcome(Metric Metric, int Run, Instant At, bool Kept)
{
    /// <summary>The promises that a fact ended in time: their clocks stopped, or began anew.</summary>
    public static IEnumerable<Outcome> EndedBy(ClockBook before, ClockBook after, Terms terms) =>
        from clock in before.Clocks
        where clock.IsOn && clock.BreachedAt is null && terms.For(clock.Metric) is not null
        let next = after[clock.Metric]
        where !next.IsOn || next.Run > clock.Run
        select new Outcome(clock.Metric, clock.Run, after.AsOf, true);
}
