using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NotFound = CustomerOps.ServiceDefaults.Problems.NotFound;

namespace CustomerOps.Staffing.Requirements;

/// <summary>How many people a forecast needs, half-hour by half-hour.</summary>
internal sealed record RequirementsView(Guid ForecastId, string Channel, string TimeZone, Targets Targets, double AgentHours, double ScheduledHours, IReadOnlyList<RequiredInterval> Intervals);

internal static class GetRequirements
{
    /// <summary>Erlang C on the forecast's contacts: the fewest agents that keep service level and occupancy.</summary>
    public static async Task<Ok<RequirementsView>> Handle(
        Guid forecastId, double ahtSeconds, StaffingDb db, CancellationToken ct,
        double serviceLevel = 0.8, double answerSeconds = 20, double maxOccupancy = 0.85, double shrinkage = 0.3, string basis = "expected")
    {
        var targets = new Targets(serviceLevel, answerSeconds, ahtSeconds, maxOccupancy, shrinkage, basis).Checked();
        var forecast = await db.Forecasts.AsNoTracking().SingleOrDefaultAsync(f => f.Id == forecastId, ct) ?? throw new NotFound("forecast");
        var needed = forecast.Intervals.Select(targets.Require).ToList();
        return TypedResults.Ok(new RequirementsView(
            forecast.Id, forecast.Channel, forecast.TimeZone, targets, needed.Sum(i => i.Agents) / 2d, needed.Sum(i => i.Scheduled) / 2d, needed));
    }
}

internal static class RequirementsEndpoints
{
    public static RouteGroupBuilder MapRequirements(this RouteGroupBuilder api)
    {
        api.MapGroup("/staffing-requirements").For(Roles.Readers).WithTags("Staffing requirements")
            .MapGet("/", GetRequirements.Handle).WithSummary("Agents needed per half-hour for a forecast (Erlang C)");
        return api;
    }
}
