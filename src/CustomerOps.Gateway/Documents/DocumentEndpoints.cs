namespace CustomerOps.Gateway.Documents;

/// <summary><c>/openapi/v1.json</c> and its browsable form <c>/docs</c>, served from here, no outside host.</summary>
internal static class DocumentEndpoints
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "docs", "scalar.js");

    private const string Page = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>CustomerOps API</title></head>
        <body><noscript><p>The API as a document: <a href="/openapi/v1.json">/openapi/v1.json</a></p></noscript>
        <script id="api-reference" data-url="/openapi/v1.json" data-configuration='{"withDefaultFonts":false,"telemetry":false}'></script><script src="/docs/scalar.js"></script></body></html>
        """;

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        group.MapGet("/openapi/v1.json", async (MergedDocument document, CancellationToken stop) => Results.Text(await document.Get(stop), "application/json"));
        group.MapGet("/docs", () => Results.Text(Page, "text/html"));
        group.MapGet("/docs/scalar.js", () => File.Exists(Script) ? Results.File(Script, "text/javascript") : Results.NotFound());
    }
}
