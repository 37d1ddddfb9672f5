using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Survey.Surveys;

internal static class CreateSurvey
{
    public static async Task<Tagged<SurveyView>> Handle(SurveyDraft request, SurveyDb db, TimeProvider time, CancellationToken ct)
    {
        var survey = CustomerSurvey.Draft(request, time.GetUtcNow());
        db.Add(survey);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/surveys/{survey.Id}", SurveyView.Of(survey), survey.Version);
    }
}
