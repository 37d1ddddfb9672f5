namespace CustomerOps.Survey.Scores;

/// <summary>Customer satisfaction: percentage of 4s and 5s on the 1–5 question, with the Wilson score interval (Wilson 1927), cut to 0–100.</summary>
internal static class Satisfaction
{
    public const string Definition = "csat5.top2", BaseRule = "Customers who answered the 1–5 question.";

    public static Estimate Of(long satisfied, long n)
    {
        if (n == 0) return Estimate.None;
        var (low, high) = Wilson(satisfied, n);
        return new(100.0 * satisfied / n, n, 100 * low, 100 * high);
    }

    /// <summary>Interval of a share of <paramref name="n"/>, 0–1.</summary>
    public static (double Low, double High) Wilson(long successes, long n)
    {
        const double z = Estimate.Z;
        var share = (double)successes / n;
        var scale = 1 + z * z / n;
        var centre = (share + z * z / (2 * n)) / scale;
        var half = z * Math.Sqrt(share * (1 - share) / n + z * z / (4.0 * n * n)) / scale;
        // Rounding would leave 0/n a hair above 0 and n/n a hair below 1.
        return (successes == 0 ? 0 : Math.Max(0, centre - half), successes == n ? 1 : Math.Min(1, centre + half));
    }
}
