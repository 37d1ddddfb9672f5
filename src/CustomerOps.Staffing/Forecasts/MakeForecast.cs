using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Staffing.Arrivals;
using CustomerOps.Staffing.Branches;
using NodaTime;

namespace CustomerOps.Staffing.Forecasts;

/// <param name="From">First day, in the organisation's time zone.</param>
/// <param name="To">Last day; at most 42 days in all.</param>
[Example("""{ "channel": "phone", "from": "2026-11-23", "to": "2026-11-29" }""")]
internal sealed record MakeForecast(string Channel, DateOnly From, DateOnly To)
{
    public static async Task<Tagged<ForecastView>> Handle(MakeForecast request, StaffingDb db, TenantScope tenant, TimeProvider time, CancellationToken ct)
    {
        var channel = Arrivals.Channel.Checked(request.Channel);
        Forecast.CheckRange(request.From, request.To);
        var zone = (await Clocks.Load(db, ct)).Organisation;
        var today = Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date;
        var from = LocalDate.FromDateOnly(request.From);
        var history = await ArrivalHistory.Load(db, tenant, channel, LocalDate.Min(from, today), zone, ct);
        // Today is not over; it serves only where nothing else is known.
        if (history.Days.Count == 0 && from > today) history = await ArrivalHistory.Load(db, tenant, channel, today.PlusDays(1), zone, ct);
        var forecast = Forecast.Make(channel, request.From, request.To, zone, history, time.GetUtcNow());
        db.Forecasts.Add(forecast);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/forecasts/{forecast.Id}", ForecastView.Of(forecast), forecast.Version);
    }
}
