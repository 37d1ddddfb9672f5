using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Forecasts;

internal static class GetForecast
{
    public static async Task<Tagged<ForecastView>> Handle(Guid id, StaffingDb db, CancellationToken ct)
    {
        var forecast = await db.Forecasts.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) ?? throw new NotFound("forecast");
        return Tagged.Ok(ForecastView.Of(forecast), forecast.Version);
    }
}

/// <summary>Contacts expected per half-hour; half-hours in which that weekday never has contacts are left out (closed).</summary>
internal sealed record ForecastView(
    Guid Id, string Channel, DateOnly From, DateOnly To, string TimeZone, DateTimeOffset MadeAt, double Expected, ForecastBasis Basis, IReadOnlyList<ExpectedInterval> Intervals)
{
    public static ForecastView Of(Forecast forecast) => new(
        forecast.Id, forecast.Channel, forecast.FromDate, forecast.ToDate, forecast.TimeZone, forecast.MadeAt,
        Math.Round(forecast.Intervals.Sum(i => i.Expected), 2), forecast.Basis, forecast.Intervals);
}
