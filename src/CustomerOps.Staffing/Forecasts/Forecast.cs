using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.Arrivals;
using NodaTime;

namespace CustomerOps.Staffing.Forecasts;

/// <summary>Contacts of one channel expected in days to come, made once from what had arrived before. Never changed afterwards.</summary>
internal sealed class Forecast : Aggregate
{
    public const int MaxDays = 42;

    private Forecast() { }

    public string Channel { get; private init; } = "";
    public DateOnly FromDate { get; private init; }
    public DateOnly ToDate { get; private init; }
    public string TimeZone { get; private init; } = "";
    public DateTimeOffset MadeAt { get; private init; }
    public ForecastBasis Basis { get; private init; } = null!;
    public ExpectedInterval[] Intervals { get; private init; } = [];

    public static void CheckRange(DateOnly from, DateOnly to) => RuleViolation.Unless(
        to >= from && to.DayNumber - from.DayNumber < MaxDays, "forecast.range", $"to is the last day: from or later, at most {MaxDays} days in all.", "to");

    /// <param name="history">What arrived before <paramref name="from"/>.</param>
    public static Forecast Make(string channel, DateOnly from, DateOnly to, DateTimeZone zone, ArrivalHistory history, DateTimeOffset now)
    {
        CheckRange(from, to);
        var means = new WeekdayMeans(history.Days);
        RuleViolation.Unless(means.HasHistory, "forecast.no-history", "No contacts of this channel have been counted before that day.");
        var measured = Backtest.Of(history.Days);
        var days = history.Days.Keys;
        return new Forecast
        {
            Channel = channel, FromDate = from, ToDate = to, TimeZone = zone.Id, MadeAt = now,
            Basis = new ForecastBasis("mean-of-same-weekdays", WeekdayMeans.Weeks, days.Min().ToDateOnly(), days.Max().ToDateOnly(), history.Days.Count, measured.WMape, measured.Dispersion),
            Intervals = [.. Expect(means, measured, LocalDate.FromDateOnly(from), LocalDate.FromDateOnly(to), zone)],
        };
    }

    private static IEnumerable<ExpectedInterval> Expect(WeekdayMeans means, Backtest measured, LocalDate from, LocalDate to, DateTimeZone zone)
    {
        for (var date = from; date <= to; date = date.PlusDays(1))
        {
            var expected = means.For(date);
            var end = zone.AtStartOfDay(date.PlusDays(1)).ToInstant();
            // By the clock's own steps: a day has 46, 48 or 50 half-hours.
            for (var start = zone.AtStartOfDay(date).ToInstant(); start < end; start += Duration.FromMinutes(HalfHour.Minutes))
            {
                var local = start.InZone(zone).TimeOfDay;
                if (expected[((local.Hour * 60) + local.Minute) / HalfHour.Minutes] is not { } mean) continue;
                yield return new ExpectedInterval(start.ToDateTimeOffset(), Math.Round(mean, 4), Of(mean, .5), Of(mean, .8), Of(mean, .95));
            }
        }

        int Of(double mean, double level) => Spread.Quantile(mean, measured.Dispersion, level);
    }
}

/// <summary>Contacts expected in a half-hour: the mean, and what is not exceeded in 50, 80 and 95 of 100 cases.</summary>
internal sealed record ExpectedInterval(DateTimeOffset Start, double Expected, int P50, int P80, int P95);

/// <summary>What a forecast rests on.</summary>
/// <param name="Weeks">Same weekdays averaged, fewer where history is shorter.</param>
/// <param name="WMape">Error of the method on the last four weeks, 0.06 = 6 %; null when history is too short.</param>
/// <param name="Dispersion">Variance over mean of what the method misses; 1 is Poisson.</param>
internal sealed record ForecastBasis(string Method, int Weeks, DateOnly HistoryFrom, DateOnly HistoryTo, int ObservedDays, double? WMape, double Dispersion);
