namespace CustomerOps.Survey.Scores;

/// <summary>A score with its 95 % interval; both null without answers, the interval null where the method gives none.</summary>
internal sealed record Estimate(double? Value, long N, double? Low, double? High)
{
    /// <summary>Quantile of the standard normal distribution for 95 % two-sided.</summary>
    public const double Z = 1.959963984540054;

    public static Estimate None { get; } = new(null, 0, null, null);
}
