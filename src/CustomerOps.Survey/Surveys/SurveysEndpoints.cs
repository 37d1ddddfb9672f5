using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Survey.Surveys;

internal static class SurveysEndpoints
{
    public static RouteGroupBuilder MapSurveys(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/surveys").For(Roles.Readers).WithTags("Surveys");
        group.MapGet("/", ListSurveys.Handle).WithSummary("List surveys, newest first.");
        group.MapPost("/", CreateSurvey.Handle).WithSummary("Write a survey as a draft.").For(Roles.Managers);
        group.MapGet("/{id:guid}", GetSurvey.Handle).WithSummary("Read a survey with its draft.");
        group.MapPut("/{id:guid}", ChangeSurvey.Handle).WithSummary("Change the draft: questions reach customers when published, contact rules (delay, sampling, quarantine) at once.").For(Roles.Managers);
        group.MapPut("/{id:guid}/publication", PublishSurvey.Handle).WithSummary("Publish the draft as an immutable version that customers get from now on.").For(Roles.Managers);
        group.MapDelete("/{id:guid}/publication", WithdrawSurvey.Handle).WithSummary("Withdraw the survey: nobody is invited any more.").For(Roles.Managers);
        group.MapGet("/{id:guid}/versions/{number:int}", GetSurveyVersion.Handle).WithSummary("Read a published version.");
        return api;
    }
}
