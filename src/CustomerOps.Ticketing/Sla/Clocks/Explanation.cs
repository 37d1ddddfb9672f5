using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>Why a stretch of a ticket's life counts for a clock or not.</summary>
internal enum StretchReason { Open, AroundTheClock, OutsideHours, Break, Holiday, NotBegun, Ended, Pending, OnHold, Solved, Closed }

/// <param name="Run">The run of the clock it belongs to; 0 before the first.</param>
/// <param name="Note">The holiday's name.</param>
internal sealed record Stretch(Instant From, Instant To, bool Counted, StretchReason Reason, string? Note, int Run, TermsRef Terms);

internal static class Explanation
{
    /// <summary>The whole life of a ticket as one of its clocks sees it, without a gap. What is counted of a run adds up to its elapsed time.</summary>
    public static IEnumerable<Stretch> Of(Metric metric, IReadOnlyList<ClockFact> facts, Func<TermsRef, Terms> terms, Instant until)
    {
        Stretch? last = null;
        foreach (var next in Pieces(metric, facts, terms, until))
        {
            if (last is not null && last.To == next.From && last with { From = next.From, To = next.To } == next) { last = last with { To = next.To }; continue; }
            if (last is not null) yield return last;
            last = next;
        }

        if (last is not null) yield return last;
    }

    private static IEnumerable<Stretch> Pieces(Metric metric, IReadOnlyList<ClockFact> facts, Func<TermsRef, Terms> terms, Instant until)
    {
        var book = ClockBook.Open(facts[0]);
        foreach (var fact in facts.Skip(1))
        {
            foreach (var piece in Between(book, metric, terms(book.Terms), fact.At)) yield return piece;
            book = book.Advance(fact.At, terms(book.Terms)).Take(fact);
        }

        foreach (var piece in Between(book, metric, terms(book.Terms), until)) yield return piece;
    }

    private static IEnumerable<Stretch> Between(ClockBook book, Metric metric, Terms terms, Instant to)
    {
        if (to <= book.AsOf) yield break;
        var whole = new Stretch(book.AsOf, to, false, StretchReason.Open, null, book[metric].Run, book.Terms);
        if (!book.Counts(metric, terms)) yield return whole with { Reason = WhyNot(book, metric) };
        else if (terms.IsAroundTheClock(metric)) yield return whole with { Counted = true, Reason = StretchReason.AroundTheClock };
        else
        {
            foreach (var (when, part) in BusinessTime.Parts(terms.Hours, book.AsOf, to))
                yield return whole with { From = when.Start, To = when.End, Counted = part.Kind == DayKind.Open, Reason = Of(part.Kind), Note = part.Name };
        }
    }

    private static StretchReason WhyNot(ClockBook book, Metric metric) => book[metric] switch
    {
        { Run: 0 } => StretchReason.NotBegun,
        { EndedAt: not null } => StretchReason.Ended,
        _ => book.State switch
        {
            TicketState.Pending => StretchReason.Pending, TicketState.OnHold => StretchReason.OnHold, TicketState.Closed => StretchReason.Closed, _ => StretchReason.Solved,
        },
    };

    private static StretchReason Of(DayKind kind) => kind switch
    {
        DayKind.Open => StretchReason.Open, DayKind.Break => StretchReason.Break, DayKind.Holiday => StretchReason.Holiday, _ => StretchReason.OutsideHours,
    };
}
