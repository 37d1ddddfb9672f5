using CustomerOps.Survey.Scores;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerOps.Survey.Tests.Scores;

public class SatisfactionTests
{
    [Theory]
    [InlineData(18, 20, .6989663547715, .9721335187862)]
    [InlineData(4, 20, .0806576625798, .4160174322519)]
    [InlineData(4, 200, .0078044264163, .0502870869058)]
    [InlineData(190, 200, .9104218518612, .97261735)]
    [InlineData(19, 38, .348499283644, .651500716356)]
    [InlineData(0, 77, 0, .0475184)]
    public void Wilson_gives_the_published_values(long successes, long n, double low, double high)
    {
        var interval = Satisfaction.Wilson(successes, n);
        interval.Low.ShouldBe(low, 5e-8);
        interval.High.ShouldBe(high, 5e-8);
    }

    [Theory]
    [InlineData(38)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public void The_ends_are_exactly_nought_and_one(long n)
    {
        Satisfaction.Wilson(n, n).High.ShouldBe(1.0);
        Satisfaction.Wilson(0, n).Low.ShouldBe(0.0);
    }

    [Fact]
    public void The_score_is_a_percentage() => (Satisfaction.Of(18, 20) is { Value: 90, N: 20, Low: > 69.8 and < 69.9 }).ShouldBeTrue();

    [Fact]
    public void Intervals_hold_the_share_and_narrow_with_more_answers() => Prop.ForAll(Counts, counts =>
    {
        var (x, n) = counts;
        var (low, high) = Satisfaction.Wilson(x, n);
        var (low4, high4) = Satisfaction.Wilson(4L * x, 4L * n);
        var share = (double)x / n;
        return low >= 0 && high <= 1 && low <= share && share <= high && high4 - low4 < high - low;
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<(int X, int N)> Counts =>
        (from n in Gen.Choose(1, 5000) from x in Gen.Choose(0, n) select (x, n)).ToArbitrary();
}
