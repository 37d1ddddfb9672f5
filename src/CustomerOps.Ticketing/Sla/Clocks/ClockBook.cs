using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>
/// All clocks of a ticket as a fold of its facts: pure, so that it can be stored and carried on, or made again from the facts, and is the same.
/// Time passes by <see cref="Advance"/> under the terms in force; a fact is taken at the instant reached.
/// </summary>
internal sealed record ClockBook(Instant AsOf, TicketState State, string Queue, TermsRef Terms, IReadOnlyList<Clock> Clocks)
{
    /// <summary>Since when it is in its state.</summary>
    public Instant InStateSince { get; init; }

    public static ClockBook Open(ClockFact opened)
    {
        var clocks = Enum.GetValues<Metric>().Select(m => m is Metric.NextResponse or Metric.PeriodicUpdate ? new Clock(m) : new Clock(m).Begin(opened.At));
        return new(opened.At, opened.State!.Value, opened.Queue!, opened.Terms!, [.. clocks]) { InStateSince = opened.At };
    }

    public Clock this[Metric metric] => Clocks[(int)metric];

    /// <summary>Does its time count now?</summary>
    public bool Counts(Metric metric, Terms terms) => this[metric].IsOn && !terms.Stops(metric, State);

    /// <summary>Lets time pass. Alarms are due at the instant their counted time is reached, in that order, whenever it is looked.</summary>
    public ClockBook Advance(Instant to, Terms terms, ICollection<Crossing>? crossed = null)
    {
        if (to < AsOf) to = AsOf;
        var clocks = new Clock[Clocks.Count];
        for (var i = 0; i < clocks.Length; i++)
            clocks[i] = Counts(Clocks[i].Metric, terms) ? Pass(Clocks[i], to, terms, crossed) : Clocks[i];
        return this with { AsOf = to, Clocks = clocks };
    }

    /// <summary>Takes a fact of the instant reached.</summary>
    public ClockBook Take(ClockFact fact) => fact.Kind switch
    {
        FactKind.StateSet => SetState(fact.State!.Value),
        FactKind.CustomerWrote when !State.IsDone() && !this[Metric.FirstResponse].IsOn && !this[Metric.NextResponse].IsOn => With(c => c.Begin(AsOf), Metric.NextResponse),
        FactKind.StaffAnswered => Answered(),
        FactKind.QueueSet => (State.IsDone() ? this : With(c => c.Begin(AsOf), Metric.TimeInQueue)) with { Queue = fact.Queue! },
        FactKind.TermsSet => this with { Terms = fact.Terms! },
        _ => this,
    };

    /// <summary>When the target is or was reached. While the clock stands still: when it would be, did it go on at once.</summary>
    public Instant? DueAt(Metric metric, Terms terms)
    {
        var clock = this[metric];
        return clock.Run == 0 || terms.For(metric) is not { } promise ? null : clock.BreachedAt ?? terms.Add(metric, clock.EndedAt ?? AsOf, promise.Target - clock.Elapsed);
    }

    /// <summary>The earliest deadline of the clocks that count now, missed or not.</summary>
    public Instant? NextDue(Terms terms)
    {
        Instant? next = null;
        foreach (var clock in Clocks)
            if (Counts(clock.Metric, terms) && DueAt(clock.Metric, terms) is { } due && (next is null || due < next)) next = due;
        return next;
    }

    /// <summary>When the next alarm of any clock is due if nothing happens, null when never.</summary>
    public Instant? NextLook(Terms terms)
    {
        Instant? next = null;
        foreach (var clock in Clocks)
        {
            if (terms.For(clock.Metric) is not { } promise || !Counts(clock.Metric, terms) || !clock.Left(promise).Any()) continue;
            var at = terms.Add(clock.Metric, AsOf, clock.Left(promise).Min(l => l.DueAfter) - clock.Elapsed);
            if (next is null || at < next) next = at;
        }

        return next;
    }

    private Clock Pass(Clock clock, Instant to, Terms terms, ICollection<Crossing>? crossed)
    {
        var elapsed = clock.Elapsed + terms.Between(clock.Metric, AsOf, to);
        var after = clock with { Elapsed = elapsed };
        if (terms.For(clock.Metric) is not { } promise) return after;
        foreach (var (level, offset, dueAfter) in clock.Left(promise).Where(l => l.DueAfter <= elapsed).OrderBy(l => l.DueAfter))
        {
            var at = terms.Add(clock.Metric, AsOf, dueAfter - clock.Elapsed);
            var crossing = new Crossing(clock.Metric, level, offset, at, after.BreachedAt ?? terms.Add(clock.Metric, AsOf, promise.Target - clock.Elapsed));
            after = after.Give(crossing);
            crossed?.Add(crossing);
        }

        return after;
    }

    private ClockBook SetState(TicketState state)
    {
        var (was, done) = (State.IsDone(), state.IsDone());
        var book = this with { State = state, InStateSince = AsOf };
        // The customer was told the end: nothing else is owed. An unanswered first contact stays owed, and stands still while solved.
        if (!was && done) return book.With(c => c.End(AsOf), Metric.NextResponse, Metric.PeriodicUpdate, Metric.Resolution, Metric.RequesterWait, Metric.TimeInQueue);
        if (!was || done) return book;
        book = book.With(c => c.GoOn(), Metric.Resolution, Metric.RequesterWait).With(c => c.Begin(AsOf), Metric.TimeInQueue);
        return this[Metric.FirstResponse].IsOn ? book : book.With(c => c.Begin(AsOf), Metric.PeriodicUpdate);
    }

    private ClockBook Answered()
    {
        var book = With(c => c.End(AsOf), Metric.FirstResponse, Metric.NextResponse);
        return State.IsDone() ? book : book.With(c => c.Begin(AsOf), Metric.PeriodicUpdate);
    }

    private ClockBook With(Func<Clock, Clock> change, params ReadOnlySpan<Metric> metrics)
    {
        Clock[] clocks = [.. Clocks];
        foreach (var metric in metrics) clocks[(int)metric] = change(clocks[(int)metric]);
        return this with { Clocks = clocks };
    }
}
