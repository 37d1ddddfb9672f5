using CustomerOps.Staffing.Forecasts;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Forecasts;

public sealed class SpreadTests
{
    [Theory] // Quantiles of Poisson and of the negative binomial by R's qpois and qnbinom.
    [InlineData(10, 1, 0.5, 10)]
    [InlineData(10, 1, 0.95, 15)]
    [InlineData(0.1, 1, 0.8, 0)]
    [InlineData(0.1, 1, 0.95, 1)]
    public void Quantiles(double mean, double dispersion, double level, int count) => Spread.Quantile(mean, dispersion, level).ShouldBe(count);

    [Theory]
    [InlineData(3.5, 1)]
    [InlineData(3.5, 2.5)]
    [InlineData(900, 11.7)]
    public void The_distribution_has_the_mean_and_the_spread_it_was_given(double mean, double dispersion)
    {
        double expectation = 0, square = 0, below = 0;
        for (var n = 0; n < mean + (40 * Math.Sqrt(mean * dispersion)); n++)
        {
            var p = Spread.AtMost(n, mean, dispersion) - below;
            below += p;
            expectation += n * p;
            square += (double)n * n * p;
        }
        below.ShouldBe(1, 1e-9);
        expectation.ShouldBe(mean, mean * 1e-6);
        ((square - (expectation * expectation)) / mean).ShouldBe(dispersion, dispersion * 1e-4);
    }

    [Fact]
    public void A_quantile_is_the_smallest_count_that_reaches_its_level()
    {
        var count = Spread.Quantile(900, 11.7, 0.8);
        Spread.AtMost(count, 900, 11.7).ShouldBeGreaterThanOrEqualTo(0.8);
        Spread.AtMost(count - 1, 900, 11.7).ShouldBeLessThan(0.8);
    }
}
