using MathNet.Numerics.Distributions;

namespace CustomerOps.Survey.Scores;

/// <summary>Customer effort (CES 2.0, 1–7 agreement that it was made easy): the mean, with Student's t interval cut to the scale. One answer alone gives no interval.</summary>
internal static class Effort
{
    public const string Definition = "ces7.mean", BaseRule = "Customers who answered the 1–7 question.";

    public static Estimate Of(long n, double sum, double sumOfSquares)
    {
        if (n == 0) return Estimate.None;
        var mean = sum / n;
        if (n == 1) return new(mean, n, null, null);
        var variance = Math.Max(0, (sumOfSquares - sum * mean) / (n - 1));
        var half = StudentT.InvCDF(0, 1, n - 1, 0.975) * Math.Sqrt(variance / n);
        return new(mean, n, Math.Max(1, mean - half), Math.Min(7, mean + half));
    }
}
