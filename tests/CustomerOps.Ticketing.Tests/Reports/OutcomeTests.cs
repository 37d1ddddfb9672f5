using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tests.Sla.Clocks;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Reports;

public sealed class OutcomeTests
{
    /// <summary>However often it is looked at: the last word on a run of a clock is what the whole history says, and a run that missed its promise misses it once.</summary>
    [Fact]
    public void A_promise_is_decided_as_its_history_says()
    {
        var decided = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            var history = new RandomHistory(seed);
            var opened = history.Facts[0];
            var clocks = new TicketClocks(Guid.CreateVersion7(), opened, history.TermsOf(opened.Terms!));
            var (book, ends) = (clocks.Book!, new Dictionary<(Metric, int), bool>());
            foreach (var fact in history.Facts.Skip(1))
            {
                var terms = history.TermsOf(book.Terms);
                clocks.Take([fact], terms, fact.Terms is { } changed ? history.TermsOf(changed) : terms);
                book = clocks.Book!;
                foreach (var clock in book.Clocks.Where(c => c.Run > 0)) ends[(clock.Metric, clock.Run)] = clock.BreachedAt is not null;
            }

            var outcomes = clocks.TakeOutcomes();
            clocks.TakeOutcomes().ShouldBeEmpty();
            foreach (var run in outcomes.GroupBy(o => (o.Metric, o.Run)))
            {
                run.Count(o => !o.Kept).ShouldBeLessThanOrEqualTo(1, $"seed {seed} {run.Key}");
                run.Last().Kept.ShouldBe(!run.Any(o => !o.Kept), $"seed {seed} {run.Key}: what was missed is not kept later");
                decided++;
            }

            foreach (var ((metric, run), missed) in ends.Where(e => e.Value)) outcomes.ShouldContain(o => o.Metric == metric && o.Run == run && !o.Kept, $"seed {seed} {metric} {run}");
        }

        decided.ShouldBeGreaterThan(3_000);
    }
}
