using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

internal static class ClockHistory
{
    /// <summary>The clocks made again from the facts of a ticket, as they stand at <paramref name="until"/>.</summary>
    /// <param name="facts">In order; the first one opens it.</param>
    public static ClockBook Replay(IReadOnlyList<ClockFact> facts, Func<TermsRef, Terms> terms, Instant until, ICollection<Crossing>? crossed = null)
    {
        var book = ClockBook.Open(facts[0]);
        foreach (var fact in facts.Skip(1)) book = book.Advance(fact.At, terms(book.Terms), crossed).Take(fact);
        return book.Advance(until, terms(book.Terms), crossed);
    }
}
