using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using NodaTime;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>What the clocks hear of the ticket. Its state, queue and terms they see for themselves when it is saved.</summary>
internal sealed partial class Ticket
{
    private readonly List<FactKind> _heard = [];
    private readonly List<Alarm> _alarms = [];

    public TicketClocks Clocks { get; private set; } = null!;

    /// <summary>When staff first answered the customer.</summary>
    public DateTimeOffset? FirstRespondedAt { get; private set; }

    public TicketTraits Traits() => new(Priority, Tier, Channel, Origin, Language, Queue, Branch, Tags);

    private void StartClocks(SlaRules rules)
    {
        var terms = rules.TermsFor(Traits());
        Clocks = new TicketClocks(Id, new ClockFact(Instant.FromDateTimeOffset(CreatedAt), FactKind.Opened, State, Queue, terms.Reference), terms);
    }

    /// <summary>Turns what changed since the clocks looked last into facts of that moment.</summary>
    /// <param name="before">The terms the clocks went by so far.</param>
    /// <returns>The terms they go by now.</returns>
    public Terms KeepTime(SlaRules rules, Terms? before, DateTimeOffset at)
    {
        var (terms, book) = (rules.TermsFor(Traits()), Clocks.Book);
        var moment = Instant.FromDateTimeOffset(at);
        if (book is not null && moment < book.AsOf) moment = book.AsOf;
        List<ClockFact> facts = [];
        if (book?.State != State) facts.Add(new(moment, FactKind.StateSet, State));
        if (book?.Queue != Queue) facts.Add(new(moment, FactKind.QueueSet, Queue: Queue));
        facts.AddRange(_heard.Select(kind => new ClockFact(moment, kind)));
        if (book?.Terms != terms.Reference) facts.Add(new(moment, FactKind.TermsSet, Terms: terms.Reference));
        _heard.Clear();
        Tell(Clocks.Take(facts, before, terms));
        return terms;
    }

    /// <summary>Tells the alarms that are due, if this is the look that was planned.</summary>
    /// <returns>What was told.</returns>
    public IReadOnlyList<Crossing> LookAtClocks(DateTimeOffset planned, Terms terms, DateTimeOffset now) => Tell(Clocks.Look(planned, terms, now));

    private void Hear(Author author, Visibility visibility, DateTimeOffset now)
    {
        if (visibility != Visibility.Public || author.Kind == AuthorKind.System) return;
        _heard.Add(author.Kind == AuthorKind.Customer ? FactKind.CustomerWrote : FactKind.StaffAnswered);
        if (author.Kind == AuthorKind.Staff) FirstRespondedAt ??= now;
    }

    private Crossing[] Tell(IReadOnlyList<Crossing> crossed)
    {
        Crossing[] told = [.. Alarms.ToTell(crossed)];
        Clocks.Tell(NumberText, told);
        _alarms.AddRange(told.Select(c => c.Kind()));
        foreach (var breach in crossed.Where(c => c.Level == 0)) Chronicle("sla-breached", $"{Kebab<Metric>.Of(breach.Metric)} promise missed", breach.At.ToDateTimeOffset());
        return told;
    }

    /// <summary>The alarms that were told since they were taken last.</summary>
    public IReadOnlyList<Alarm> TakeAlarms()
    {
        Alarm[] taken = [.. _alarms];
        _alarms.Clear();
        return taken;
    }
}
