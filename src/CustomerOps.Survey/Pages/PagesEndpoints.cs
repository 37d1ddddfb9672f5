namespace CustomerOps.Survey.Pages;

/// <summary>Pages for customers with a link, at the root: <c>/s/{token}</c>.</summary>
internal static class PagesEndpoints
{
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/s/{token}").AllowAnonymous().ExcludeFromDescription();
        group.AddEndpointFilter(RefusedLinkPage.Filter);
        group.MapGet("/", ShowSurvey.Handle);
        group.MapPost("/", TakeAnswers.Handle);
        group.MapGet("/unsubscribe", ShowUnsubscribe.Handle);
        group.MapPost("/unsubscribe", Unsubscribe.Handle);
        return app;
    }
}
