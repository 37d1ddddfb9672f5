namespace CustomerOps.Gateway.Documents;

/// <summary><c>/openapi/v1.json</c> and its browsable form <c>/docs</c>, served from here, no outside host.</summary>
internal static class DocumentEndpoints
{
    public static void AddDocuments(this IServiceCollection services) => services.AddHttpClient().AddSingleton<MergedDocument>();

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        group.MapGet("/openapi/v1.json", ShowDocument.Handle);
        group.MapGet("/docs", ShowReference.Handle);
        group.MapGet("/docs/scalar.js", ShowReference.Script);
    }
}
