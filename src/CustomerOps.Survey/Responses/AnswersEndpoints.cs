namespace CustomerOps.Survey.Responses;

/// <summary>For customers with a link; the signed token in the path is the credential.</summary>
internal static class AnswersEndpoints
{
    public static RouteGroupBuilder MapAnswers(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/survey-answers/{token}").AllowAnonymous().WithTags("Survey answers");
        group.AddEndpointFilter(RefusedLinkProblem.Filter);
        group.MapGet("/", GetAnswerForm.Handle).WithSummary("Read the survey a one-time link asks, in the customer's language.");
        group.MapPost("/", AnswerSurvey.Handle).WithSummary("Answer the survey, once.");
        return api;
    }
}
