using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>
/// A ticket's clocks as they are stored: the fold so far, carried on by each new fact and by looks at them. Apart from the ticket, so that time passing
/// does not make stale what somebody reads.
/// </summary>
internal sealed class TicketClocks : Aggregate
{
    private readonly List<ClockFactRow> _new = [];
    private readonly List<Outcome> _outcomes = [];

    private TicketClocks() { }

    public TicketClocks(Guid ticketId, ClockFact opened, Terms terms)
    {
        Id = ticketId;
        Add(opened);
        Settle(ClockBook.Open(opened), terms);
    }

    /// <summary>Null after an update of the house, until it was made again from the facts.</summary>
    public ClockBook? Book { get; private set; }

    /// <summary>How many facts there are.</summary>
    public int Facts { get; private set; }

    /// <summary>False when the ticket is solved or closed: then no change of rules concerns it.</summary>
    public bool Live { get; private set; }

    /// <summary>Was a promise missed, of the last run of any clock?</summary>
    public bool Breached { get; private set; }

    /// <summary>The running promise that ends next, or was missed.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>What lists are ordered by, computed by the database: the end of time where nothing is due.</summary>
    public DateTimeOffset DueOrder { get; private init; }

    /// <summary>When the next due message looks; one with another time is out of date.</summary>
    public DateTimeOffset? NextLookAt { get; private set; }

    /// <summary>Takes what happened at one moment.</summary>
    /// <param name="before">The terms so far, null while there is no book.</param>
    /// <returns>The alarms that had become due by then.</returns>
    public IReadOnlyList<Crossing> Take(IReadOnlyList<ClockFact> facts, Terms? before, Terms after)
    {
        List<Crossing> crossed = [];
        if (facts.Count == 0) return crossed;
        foreach (var fact in facts) Add(fact);
        if (Book is null || before is null) return crossed;
        var (book, terms) = (Book, before);
        foreach (var fact in facts)
        {
            book = Pass(book, fact.At, terms, crossed);
            var next = book.Take(fact);
            _outcomes.AddRange(Outcome.EndedBy(book, next, terms));
            book = next;
            if (fact.Kind == FactKind.TermsSet) terms = after;
        }

        // What the new terms find overdue already is told now.
        Settle(Pass(book, book.AsOf, terms, crossed), terms);
        return crossed;
    }

    /// <summary>Looks if this is the look that was planned.</summary>
    public IReadOnlyList<Crossing> Look(DateTimeOffset planned, Terms terms, DateTimeOffset now)
    {
        List<Crossing> crossed = [];
        if (NextLookAt != planned || Book is null) return crossed;
        NextLookAt = null;
        Settle(Pass(Book, Instant.FromDateTimeOffset(now < planned ? planned : now), terms, crossed), terms);
        return crossed;
    }

    /// <summary>Made again from all facts.</summary>
    public void Rebuild(ClockBook book, Terms terms) => Settle(book, terms);

    /// <summary>The look to be planned, or null when one early enough is planned or none is needed.</summary>
    public CheckClocks? PlanLook(Terms terms)
    {
        if (Book?.NextLook(terms)?.ToDateTimeOffset() is not { } next || NextLookAt <= next) return null;
        NextLookAt = next;
        return new(Id, next);
    }

    public void Tell(string number, IEnumerable<Crossing> alarms)
    {
        foreach (var alarm in alarms)
            Raise(new SlaClockAlarmed(Id, number, Kebab<Metric>.Of(alarm.Metric), Kebab<Alarm>.Of(alarm.Kind()), alarm.DueAt.ToDateTimeOffset(), alarm.At.ToDateTimeOffset(), alarm.Level == 0 ? null : alarm.Level));
    }

    internal IReadOnlyList<ClockFactRow> TakeFacts()
    {
        ClockFactRow[] taken = [.. _new];
        _new.Clear();
        return taken;
    }

    /// <summary>The promises that were kept or missed since this was asked last.</summary>
    internal IReadOnlyList<Outcome> TakeOutcomes()
    {
        Outcome[] taken = [.. _outcomes];
        _outcomes.Clear();
        return taken;
    }

    private ClockBook Pass(ClockBook book, Instant to, Terms terms, List<Crossing> crossed)
    {
        var told = crossed.Count;
        var after = book.Advance(to, terms, crossed);
        _outcomes.AddRange(crossed.Skip(told).Where(c => c.Level == 0).Select(c => new Outcome(c.Metric, after[c.Metric].Run, c.At, Kept: false)));
        return after;
    }

    private void Add(ClockFact fact) => _new.Add(ClockFactRow.Of(Id, ++Facts, fact));

    private void Settle(ClockBook book, Terms terms) => (Book, Live, Breached, DueAt) = (book, !book.State.IsDone(), book.Clocks.Any(c => c.BreachedAt is not null), book.NextDue(terms)?.ToDateTimeOffset());
}
