using CustomerOps.Staffing.Forecasts;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Forecasts;

/// <summary>The method against real calls: last 20 observed days, four weekly origins, five days ahead each.</summary>
public sealed class WeekAheadTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(4)]
    [InlineData(WeekdayMeans.Weeks)]
    public void A_week_ahead_errs_by_at_most_six_point_two_percent(int weeks)
    {
        var days = BankCalls.Read();
        double error = 0, actual = 0;
        foreach (var week in days.Keys.TakeLast(20).Chunk(5))
        {
            var known = Before(days, week[0]);
            var means = new WeekdayMeans(known);
            foreach (var date in week)
            {
                var expected = means.For(date, weeks);
                for (var slot = 0; slot < expected.Length; slot++)
                {
                    actual += days[date].Slots[slot] ?? 0;
                    error += Math.Abs((days[date].Slots[slot] ?? 0) - (expected[slot] ?? 0));
                }
            }
        }
        output.WriteLine($"wMAPE {error / actual:P2}");
        (error / actual).ShouldBeLessThanOrEqualTo(0.062);
    }

    [Fact]
    public void Closed_hours_and_days_stay_closed()
    {
        var days = BankCalls.Read();
        var means = new WeekdayMeans(days);
        means.For(new LocalDate(2003, 11, 1), 4).ShouldAllBe(slot => slot == null, "nobody answers on Saturdays");
        var monday = means.For(new LocalDate(2003, 10, 27), 4);
        monday.Count(slot => slot is not null).ShouldBe(28);
        monday[13].ShouldBeNull("before 07:00");
        monday[14].ShouldNotBeNull();
    }

    [Fact]
    public void Real_calls_are_far_more_spread_than_Poisson()
    {
        var measured = Backtest.Of(BankCalls.Read());
        measured.Dispersion.ShouldBeInRange(5, 25);
        measured.WMape!.Value.ShouldBeInRange(0.04, 0.08);
    }

    private static Dictionary<LocalDate, DayCounts> Before(IEnumerable<KeyValuePair<LocalDate, DayCounts>> days, LocalDate date) =>
        days.Where(d => d.Key < date).ToDictionary(d => d.Key, d => d.Value);
}
