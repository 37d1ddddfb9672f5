using CustomerOps.Ticketing.Sla.Clocks;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Sla.Clocks;

/// <summary>Carried on step by step, made again from the facts, and lived through second by second: the clocks are the same, over a hundred thousand random lives.</summary>
public sealed class ClockBookTests
{
    private const int Histories = 100_000;

    [Fact]
    public void Carried_on_replayed_and_counted_by_the_second_are_the_same()
    {
        Parallel.For(0, Histories, seed =>
        {
            try { Compare(new RandomHistory(seed), seed); }
            catch (Exception problem) when (problem is not OperationCanceledException) { throw new InvalidOperationException($"seed {seed}: {problem.Message}", problem); }
        });
    }

    private static void Compare(RandomHistory history, int seed)
    {
        List<Crossing> byReplay = [], carried = [];
        var replayed = ClockHistory.Replay(history.Facts, history.TermsOf, history.End, byReplay);
        var stepped = Step(history, carried);
        Same(stepped.Clocks, replayed.Clocks);
        (stepped.AsOf, stepped.State, stepped.Terms).ShouldBe((replayed.AsOf, replayed.State, replayed.Terms));
        Same(carried.OrderBy(c => c.At).ThenBy(c => c.Metric).ThenBy(c => c.Level), byReplay.OrderBy(c => c.At).ThenBy(c => c.Metric).ThenBy(c => c.Level));

        var oracle = new SecondByBrute(history).Live();
        foreach (var (clock, lived) in replayed.Clocks.Zip(oracle.Clocks))
        {
            Same([(clock.Metric, clock.Run, clock.Elapsed, clock.EndedAt, clock.BreachedAt)], [(lived.Metric, lived.Run, Duration.FromSeconds(lived.Seconds), lived.Ended, lived.Breached)]);
            Same(Enumerable.Range(0, 4).Where(clock.HasGiven), lived.Given.Order());
        }

        Same(byReplay.Select(c => (c.Metric, c.Level, c.At)).Order(), oracle.Alarms.Select(a => (a.Metric, a.Level, a.At)).Order());
        Explains(history, replayed, (Metric)(seed % Metrics.Count));
        IsDueThen(history, replayed, oracle, (Metric)(seed / 7 % Metrics.Count));
    }

    /// <summary>Looked at now and then, and stored and read again each time.</summary>
    private static ClockBook Step(RandomHistory history, List<Crossing> crossed)
    {
        var book = ClockBook.Open(history.Facts[0]);
        var looks = new Queue<Instant>(history.Looks);
        foreach (var fact in history.Facts.Skip(1).Append(new ClockFact(history.End, FactKind.CustomerWrote)))
        {
            while (looks.TryPeek(out var look) && look <= fact.At)
                book = StoredBook.Read(StoredBook.Write(book.Advance(looks.Dequeue(), history.TermsOf(book.Terms), crossed)));
            book = book.Advance(fact.At, history.TermsOf(book.Terms), crossed);
            if (fact.At < history.End) book = book.Take(fact);
        }

        return book;
    }

    /// <summary>Says only then what differs when something does: that is the slow part.</summary>
    private static void Same<T>(IEnumerable<T> one, IEnumerable<T> other)
    {
        if (!one.SequenceEqual(other)) one.ShouldBe(other);
    }

    private static void Explains(RandomHistory history, ClockBook book, Metric metric)
    {
        var stretches = Explanation.Of(metric, history.Facts, history.TermsOf, history.End).ToList();
        stretches[0].From.ShouldBe(history.Start);
        stretches[^1].To.ShouldBe(history.End);
        Same(stretches.Skip(1).Select(s => s.From), stretches.SkipLast(1).Select(s => s.To));
        stretches.Where(s => s.Counted && s.Run == book[metric].Run).Aggregate(Duration.Zero, (sum, s) => sum + (s.To - s.From)).ShouldBe(book[metric].Elapsed);
    }

    private static void IsDueThen(RandomHistory history, ClockBook book, SecondByBrute oracle, Metric metric)
    {
        const int further = 600;
        var terms = history.TermsOf(book.Terms);
        if (terms.For(metric) is null || !oracle.Counts(metric)) return;
        var due = book.DueAt(metric, terms)!.Value;
        if (oracle.Reaches(metric, further) is { } reached) due.ShouldBe(reached);
        else due.ShouldBeGreaterThan(history.End + Duration.FromSeconds(further));
    }
}
