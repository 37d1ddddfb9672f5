using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Survey.Surveys;

internal static class ChangeSurvey
{
    public static async Task<Tagged<SurveyView>> Handle(Guid id, SurveyDraft request, IfMatch ifMatch, SurveyDb db, CancellationToken ct)
    {
        var survey = await db.FindSurvey(id, ct);
        ifMatch.Check(survey.Version);
        survey.Change(request);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(SurveyView.Of(survey), survey.Version);
    }
}
