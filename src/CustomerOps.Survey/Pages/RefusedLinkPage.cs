using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Survey.Links;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Pages;

/// <summary>A refused link is answered with a page in the reader's own language.</summary>
internal static class RefusedLinkPage
{
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try { return await next(context); }
        catch (LinkRefused refused)
        {
            var reader = Languages.Own(HtmlPage.FirstLanguage(context.HttpContext.Request));
            var texts = PageTexts.In(reader);
            return SurveyPage.Of(404, reader, refused.Ended ? texts.Expired : texts.Unknown);
        }
    }
}
