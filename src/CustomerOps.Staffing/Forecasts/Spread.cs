using MathNet.Numerics;

namespace CustomerOps.Staffing.Forecasts;

/// <summary>
/// How contacts spread around their expectation: negative binomial with variance = dispersion × mean, Poisson at dispersion 1.
/// Quantiles are the smallest count whose probability of not being exceeded reaches the level.
/// </summary>
internal static class Spread
{
    public static int Quantile(double mean, double dispersion, double level)
    {
        if (mean <= 0) return 0;
        var (low, high) = (-1, (int)Math.Ceiling(mean + (8 * Math.Sqrt(dispersion * mean)) + (8 * dispersion)) + 8);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (AtMost(middle, mean, dispersion) >= level) high = middle;
            else low = middle;
        }
        return high;
    }

    /// <summary>P(contacts ≤ count).</summary>
    public static double AtMost(int count, double mean, double dispersion) => dispersion <= 1 + 1e-9
        ? SpecialFunctions.GammaUpperRegularized(count + 1d, mean)
        : SpecialFunctions.BetaRegularized(mean / (dispersion - 1), count + 1d, 1 / dispersion);
}
