namespace CustomerOps.Survey.Scores;

/// <summary>
/// Net promoter score (Reichheld 2003): share of promoters (9–10) less share of detractors (0–6), times 100.
/// Interval: adjusted Wald (Rocks 2016, The American Statistician): ¾ promoter, 1½ passives and ¾ detractor are added before the
/// Wald formula is used; cut at ±100. The point stays the raw score, so the interval may be lopsided about it.
/// </summary>
internal static class NetPromoter
{
    public const string Definition = "nps.std", BaseRule = "Customers who answered the 0–10 question.";
    private const double Promoters = 0.75, Passives = 1.5, Detractors = 0.75;

    public static Estimate Of(long promoters, long passives, long detractors)
    {
        var n = promoters + passives + detractors;
        if (n == 0) return Estimate.None;
        var adjusted = n + Promoters + Passives + Detractors;
        var centre = 100 * (promoters + Promoters - detractors - Detractors) / adjusted;
        var half = Estimate.Z * StandardError(promoters + Promoters, passives + Passives, detractors + Detractors);
        return new(100.0 * (promoters - detractors) / n, n, Math.Max(-100, centre - half), Math.Min(100, centre + half));
    }

    /// <summary>√((p + d − (p − d)²) / n), in points.</summary>
    public static double StandardError(double promoters, double passives, double detractors)
    {
        var n = promoters + passives + detractors;
        var (p, d) = (promoters / n, detractors / n);
        return 100 * Math.Sqrt(Math.Max(0, p + d - (p - d) * (p - d)) / n);
    }
}
