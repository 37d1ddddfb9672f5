using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Survey.Scores;

internal static class ScoresEndpoints
{
    public static RouteGroupBuilder MapScores(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/scores").For(Roles.Readers).WithTags("Scores");
        group.MapGet("/", GetScores.Handle).WithSummary("Read NPS, CSAT or CES with its 95 % interval, split by branch, channel, language or person.");
        return api;
    }
}
