using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Links;
using CustomerOps.Survey.Responses;

namespace CustomerOps.Survey.Pages;

/// <summary>The page a customer opens from the mail. Reading it stores nothing: scanners of mail open links too.</summary>
internal static class ShowSurvey
{
    public static async Task<IResult> Handle(string token, LinkOpener opener, CancellationToken ct)
    {
        var link = await opener.Look(token, ct);
        return link.Invitation.AnsweredAt is null
            ? new QuestionForm(link, new Dictionary<string, string?>(), new Dictionary<string, AnswerFault>()).Page()
            : SurveyPage.Of(200, link.PageLanguage, PageTexts.In(link.PageLanguage).Answered);
    }
}

/// <summary>The page's form, sent.</summary>
internal static class TakeAnswers
{
    public static async Task<IResult> Handle(string token, HttpRequest request, LinkOpener opener, Answering answering, CancellationToken ct)
    {
        if (!request.HasFormContentType) throw new BadHttpRequestException("A form is expected.", StatusCodes.Status415UnsupportedMediaType);
        var link = await opener.Look(token, ct);
        var form = await request.ReadFormAsync(ct);
        var given = form.Where(f => link.Definition.Find(f.Key) is not null).ToDictionary(f => f.Key, f => f.Value.FirstOrDefault());
        try
        {
            var (response, sheet) = await answering.Give(token, given.Select(g => (g.Key, g.Value)), ct);
            return response is null
                ? new QuestionForm(link, given, sheet.Faults).Page()
                : SurveyPage.Of(201, link.PageLanguage, PageTexts.In(link.PageLanguage).Thanks);
        }
        catch (RuleViolation refused) when (refused.Code == "survey.already-answered")
        {
            return SurveyPage.Of(409, link.PageLanguage, PageTexts.In(link.PageLanguage).Answered);
        }
    }
}
