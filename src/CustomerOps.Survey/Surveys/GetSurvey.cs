using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Survey.Surveys;

internal static class GetSurvey
{
    public static async Task<Tagged<SurveyView>> Handle(Guid id, SurveyDb db, CancellationToken ct)
    {
        var survey = await db.FindSurvey(id, ct);
        return Tagged.Ok(SurveyView.Of(survey), survey.Version);
    }
}
