using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>One target.</summary>
/// <param name="AroundTheClock">Counts every second instead of open ones.</param>
/// <param name="Alarms">When to tell, in counted time relative to the deadline: before it negative, after it positive. At the deadline is always told.</param>
internal sealed record Promise(Metric Metric, Duration Target, bool AroundTheClock, Waits PausesIn, IReadOnlyList<Duration> Alarms);

/// <summary>What holds for a ticket: the promises of its policy for its priority, and the hours they count in.</summary>
internal sealed class Terms
{
    private readonly Promise?[] _promises = new Promise?[Metrics.Count];

    public Terms(TermsRef reference, WeekHours hours, IEnumerable<Promise> promises)
    {
        (Reference, Hours) = (reference, hours);
        foreach (var promise in promises) _promises[(int)promise.Metric] = promise;
    }

    public TermsRef Reference { get; }

    public WeekHours Hours { get; }

    /// <summary>Null when nothing is promised; the time passes and is known all the same.</summary>
    public Promise? For(Metric metric) => _promises[(int)metric];

    public bool IsAroundTheClock(Metric metric) => For(metric)?.AroundTheClock == true;

    public bool Stops(Metric metric, TicketState state) => state.IsDone() || (For(metric)?.PausesIn ?? metric.UsualPauses()).Stops(state);

    public Duration Between(Metric metric, Instant from, Instant to) => IsAroundTheClock(metric) ? to - from : BusinessTime.Between(Hours, from, to);

    public Instant Add(Metric metric, Instant from, Duration amount) =>
        amount <= Duration.Zero ? from : IsAroundTheClock(metric) ? from + amount : BusinessTime.Add(Hours, from, amount);
}
