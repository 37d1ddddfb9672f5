using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Surveys;

internal static class PublishSurvey
{
    public static async Task<Tagged<SurveyView>> Handle(Guid id, IfMatch ifMatch, SurveyDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var survey = await db.FindSurvey(id, ct);
        ifMatch.Check(survey.Version);
        var latest = await db.SurveyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.SurveyId == id && v.Number == survey.LatestVersion, ct);
        var served = await db.Organisations.Select(o => o.Languages).SingleOrDefaultAsync(ct) ?? [];
        if (survey.Publish(latest, served, caller.SubjectId, time.GetUtcNow()) is { } version) db.Add(version);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(SurveyView.Of(survey), survey.Version);
    }
}
