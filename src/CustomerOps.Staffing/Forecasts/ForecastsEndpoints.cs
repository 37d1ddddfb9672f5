using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Staffing.Forecasts;

internal static class ForecastsEndpoints
{
    public static RouteGroupBuilder MapForecasts(this RouteGroupBuilder api)
    {
        var forecasts = api.MapGroup("/forecasts").For(Roles.Readers).WithTags("Forecasts");
        forecasts.MapPost("/", MakeForecast.Handle).For(Roles.Supervisor, Roles.Manager, Roles.Analyst, Roles.Admin).WithSummary("Forecast contacts per half-hour from what arrived");
        forecasts.MapGet("/{id:guid}", GetForecast.Handle).WithSummary("One forecast");
        return api;
    }
}
