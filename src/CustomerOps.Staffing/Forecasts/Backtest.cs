using NodaTime;

namespace CustomerOps.Staffing.Forecasts;

/// <summary>How the method would have done on the last four weeks, each forecast from what was known before it.</summary>
/// <param name="WMape">Σ|actual − forecast| / Σ actual; null when there was too little history to measure.</param>
/// <param name="Dispersion">Mean squared residual over mean; 1 is Poisson, real contacts are more spread.</param>
internal sealed record Backtest(double? WMape, double Dispersion)
{
    private const int Origins = 4;

    public static Backtest Of(IReadOnlyDictionary<LocalDate, DayCounts> days)
    {
        if (days.Count == 0) return new Backtest(null, 1);
        var (first, last) = (days.Keys.Min(), days.Keys.Max());
        double error = 0, actual = 0, squared = 0, forecast = 0;
        for (var origin = Origins; origin >= 1; origin--)
        {
            var from = last.PlusDays(1 - (7 * origin));
            if (from <= first) continue;
            var means = new WeekdayMeans(days.Where(d => d.Key < from).ToDictionary(d => d.Key, d => d.Value));
            foreach (var (date, counted) in days.Where(d => d.Key >= from && d.Key < from.PlusDays(7)))
            {
                var expected = means.For(date);
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
        return new Backtest(actual > 0 ? error / actual : null, forecast > 0 ? Math.Max(1, squared / forecast) : 1);
    }
}
