using NodaTime;

namespace CustomerOps.Staffing.Forecasts;

/// <summary>How the method would have done on the last weeks, each forecast from what was known before it.</summary>
/// <param name="Weeks">How many same weekdays are averaged.</param>
/// <param name="WMape">Σ|actual − forecast| / Σ actual; null when there was too little history to measure.</param>
/// <param name="Dispersion">Mean squared residual over mean; 1 is Poisson, real contacts are more spread.</param>
internal sealed record Backtest(int Weeks, double? WMape, double Dispersion)
{
    private const int Origins = 4, Default = 4;
    private static readonly int[] Candidates = [4, 6, 8];

    /// <summary>Chooses how many weeks to average by the error on the last four weeks; a tie goes to the fewer.</summary>
    public static Backtest Of(IReadOnlyDictionary<LocalDate, DayCounts> days)
    {
        if (days.Count == 0) return new Backtest(Default, null, 1);
        var (first, last) = (days.Keys.Min(), days.Keys.Max());
        var tried = Candidates.Select(weeks => Measure(days, first, last, weeks)).ToList();
        // One candidate may only beat another on the same ground: every origin must have had its weeks before it.
        var longEnough = tried.Where(t => Period.DaysBetween(first, last) >= 7 * (t.Weeks + Origins)).ToList();
        return longEnough.Count > 0 ? longEnough.MinBy(t => t.WMape ?? double.MaxValue)! : tried[0];
    }

    private static Backtest Measure(IReadOnlyDictionary<LocalDate, DayCounts> days, LocalDate first, LocalDate last, int weeks)
    {
        double error = 0, actual = 0, squared = 0, forecast = 0;
        for (var origin = Origins; origin >= 1; origin--)
        {
            var from = last.PlusDays(1 - (7 * origin));
            if (from <= first) continue;
            var means = new WeekdayMeans(days.Where(d => d.Key < from).ToDictionary(d => d.Key, d => d.Value));
            foreach (var (date, counted) in days.Where(d => d.Key >= from && d.Key < from.PlusDays(7)))
            {
                var expected = means.For(date, weeks);
                for (var slot = 0; slot < expected.Length; slot++)
                {
                    var (was, said) = (counted.Slots[slot] ?? 0, expected[slot] ?? 0);
                    error += Math.Abs(was - said);
                    actual += was;
                    squared += (was - said) * (was - said);
                    forecast += said;
                }
            }
        }
        return new Backtest(weeks, actual > 0 ? error / actual : null, forecast > 0 ? Math.Max(1, squared / forecast) : 1);
    }
}
