namespace CustomerOps.Gateway.Documents;

/// <summary>The API reference: a page of our own and the script that npm brought; without the script the page links to the document.</summary>
internal static class ShowReference
{
    private static readonly string s_script = Path.Combine(AppContext.BaseDirectory, "docs", "scalar.js");

    private const string Page = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>CustomerOps API</title></head>
        <body><noscript><p>The API as a document: <a href="/openapi/v1.json">/openapi/v1.json</a></p></noscript>
        <script id="api-reference" data-url="/openapi/v1.json" data-configuration='{"withDefaultFonts":false,"telemetry":false}'></script><script src="/docs/scalar.js"></script></body></html>
        """;

    // The reference is a program of its own that brings its styles with it; it asks nobody but us.
    private const string Policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

    public static IResult Handle(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Text(Page, "text/html");
    }

    public static IResult Script() => File.Exists(s_script) ? Results.File(s_script, "text/javascript") : Results.NotFound();
}
