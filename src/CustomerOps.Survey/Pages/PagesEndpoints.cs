using CustomerOps.Survey.Links;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Pages;

/// <summary>Pages for customers with a link, at the root: <c>/s/{token}</c>.</summary>
internal static class PagesEndpoints
{
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/s/{token}").AllowAnonymous().ExcludeFromDescription();
        group.AddEndpointFilter(RefuseLinks);
        group.MapGet("/", ShowSurvey.Handle);
        group.MapPost("/", TakeAnswers.Handle);
        group.MapGet("/unsubscribe", ShowUnsubscribe.Handle);
        group.MapPost("/unsubscribe", Unsubscribe.Handle);
        return app;
    }

    private static async ValueTask<object?> RefuseLinks(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try { return await next(context); }
        catch (LinkRefused refused)
        {
            var reader = Languages.Own(context.HttpContext.Request.Headers.AcceptLanguage.ToString().Split(',', ';')[0]);
            var texts = PageTexts.In(reader);
            return SurveyPage.Of(404, reader, refused.Ended ? texts.Expired : texts.Unknown);
        }
    }
}
