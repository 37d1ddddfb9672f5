using CustomerOps.Survey.Scores;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerOps.Survey.Tests.Scores;

public class NetPromoterTests
{
    [Theory]
    [InlineData(19, 13, 4, 41.667, 16.711, 60.212)]
    [InlineData(50, 33, 17, 33.000, 17.556, 46.522)]
    [InlineData(500, 300, 200, 30.000, 25.077, 34.744)]
    [InlineData(10, 0, 0, 100, 47.50, 100)]
    [InlineData(0, 5, 0, 0, -30.006, 30.006)]
    public void Score_and_interval_are_the_reference_values(long promoters, long passives, long detractors, double score, double low, double high)
    {
        var estimate = NetPromoter.Of(promoters, passives, detractors);
        estimate.Value!.Value.ShouldBe(score, 0.0006);
        estimate.Low!.Value.ShouldBe(low, 0.0051);
        estimate.High!.Value.ShouldBe(high, 0.0051);
        estimate.N.ShouldBe(promoters + passives + detractors);
    }

    [Theory]
    [InlineData(19, 13, 4, 11.3685)]
    [InlineData(50, 33, 17, 7.4907)]
    [InlineData(500, 300, 200, 2.4698)]
    [InlineData(10, 0, 0, 0)]
    public void Standard_error_is_the_reference_value(long promoters, long passives, long detractors, double error) =>
        NetPromoter.StandardError(promoters, passives, detractors).ShouldBe(error, 0.00005);

    [Fact]
    public void A_half_a_third_a_sixth_has_variance_five_ninths() =>
        Math.Pow(NetPromoter.StandardError(3, 2, 1) / 100, 2).ShouldBe(5.0 / 9 / 6, 1e-12);

    [Theory]
    [InlineData(300)]
    [InlineData(3000)]
    public void With_thirds_the_whole_interval_is_about_320_over_root_n(long n) =>
        (2 * Estimate.Z * NetPromoter.StandardError(n / 3.0, n / 3.0, n / 3.0)).ShouldBe(320 / Math.Sqrt(n), 0.2);

    [Fact]
    public void Nobody_answered_is_no_score_and_not_zero() => NetPromoter.Of(0, 0, 0).ShouldBe(new Estimate(null, 0, null, null));

    [Fact]
    public void Intervals_stay_on_the_scale_and_hold_a_score_that_is_not_at_its_end() => Prop.ForAll(Counts, counts =>
    {
        var (p, n, d) = counts;
        var e = NetPromoter.Of(p, n, d);
        return e.Low >= -100 && e.High <= 100 && e.Low < e.High && (p == 0 && n == 0 || d == 0 && n == 0 || e.Low <= e.Value && e.Value <= e.High);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_of_the_same_answers_never_widens_the_interval() => Prop.ForAll(Counts, counts =>
    {
        var (p, n, d) = counts;
        return Width(NetPromoter.Of(4 * p, 4 * n, 4 * d)) <= Width(NetPromoter.Of(p, n, d)) + 1e-9;
    }).QuickCheckThrowOnFailure();

    private static double Width(Estimate e) => e.High!.Value - e.Low!.Value;

    private static Arbitrary<(int P, int N, int D)> Counts =>
        Gen.Choose(0, 400).Three().Where(c => c.Item1 + c.Item2 + c.Item3 > 0).Select(c => (c.Item1, c.Item2, c.Item3)).ToArbitrary();
}
