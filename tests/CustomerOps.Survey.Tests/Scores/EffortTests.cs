using CustomerOps.Survey.Scores;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerOps.Survey.Tests.Scores;

public class EffortTests
{
    [Fact]
    public void A_thousand_answers_have_the_published_mean()
    {
        int[] counts = [80, 210, 140, 110, 160, 180, 120];
        var estimate = Of(counts.SelectMany((c, i) => Enumerable.Repeat(i + 1, c)));
        estimate.Value!.Value.ShouldBe(4.08, 1e-12);
        estimate.N.ShouldBe(1000);
        estimate.Low!.Value.ShouldBeLessThan(4.08);
        (estimate.Low.Value + estimate.High!.Value).ShouldBe(2 * 4.08, 1e-9);
    }

    /// <summary>Mean 4, standard deviation √2.5, t₄(97.5 %) = 2.7764451052 (tables): half = 2.7764451052·√0.5.</summary>
    [Fact]
    public void Five_answers_use_four_degrees_of_freedom()
    {
        var estimate = Of([2, 3, 4, 5, 6]);
        estimate.Low!.Value.ShouldBe(4 - 2.7764451052 * Math.Sqrt(0.5), 1e-8);
        estimate.High!.Value.ShouldBe(4 + 2.7764451052 * Math.Sqrt(0.5), 1e-8);
    }

    [Fact]
    public void One_answer_has_a_mean_and_no_interval() => Of([7]).ShouldBe(new Estimate(7, 1, null, null));

    [Fact]
    public void Two_far_answers_are_cut_to_the_scale()
    {
        var estimate = Of([1, 7]);
        (estimate.Low, estimate.High).ShouldBe((1, 7));
    }

    [Fact]
    public void Intervals_stay_on_the_scale_and_narrow_with_more_answers() => Prop.ForAll(Gen.Choose(1, 7).NonEmptyListOf().Where(l => l.Count > 1).ToArbitrary(), answers =>
    {
        var (one, four) = (Of(answers), Of([.. answers, .. answers, .. answers, .. answers]));
        return one.Low >= 1 && one.High <= 7 && one.Low <= one.Value + 1e-9 && one.Value <= one.High + 1e-9 && four.High - four.Low <= one.High - one.Low + 1e-9;
    }).QuickCheckThrowOnFailure();

    private static Estimate Of(IEnumerable<int> answers)
    {
        var all = answers.ToList();
        return Effort.Of(all.Count, all.Sum(), all.Sum(a => (double)a * a));
    }
}
