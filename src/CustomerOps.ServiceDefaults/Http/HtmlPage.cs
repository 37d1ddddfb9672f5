using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>A whole HTML page of ours as an answer: no script, nothing from elsewhere, not cached, never telling the next site where the reader came from.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="language">Of the words.</param>
/// <param name="title">As text.</param>
/// <param name="body">As HTML.</param>
public sealed class HtmlPage(int status, string language, string title, string body) : IResult
{
    /// <summary>What stands around language, title and body.</summary>
    private static readonly string[] s_frame = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("page.html")!).ReadToEnd().Split('¤');
    private static readonly byte[] s_style = SHA256.HashData(Encoding.UTF8.GetBytes(s_frame[2].Split("<style>")[1].Split("</style>")[0]));

    /// <summary>A heading, what is said under it, and more HTML.</summary>
    public static HtmlPage Saying(int status, string language, string title, string text, string more = "") => new(status, language, title, $"<h1>{Html(title)}</h1><p>{Html(text)}</p>{more}");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, headers) = (httpContext.Response, httpContext.Response.Headers);
        (response.StatusCode, response.ContentType) = (status, "text/html; charset=utf-8");
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(s_style)}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        (headers.CacheControl, headers.XContentTypeOptions, headers["Referrer-Policy"], headers["X-Robots-Tag"]) = ("no-store", "nosniff", "no-referrer", "noindex, nofollow");
        return response.WriteAsync(string.Concat([s_frame[0], language, s_frame[1], Html(title), s_frame[2], body, s_frame[3]]), httpContext.RequestAborted);
    }

    /// <summary>The language the browser asks for first, without its region; empty where it names none.</summary>
    public static string FirstLanguage(HttpRequest request) => request.Headers.AcceptLanguage.ToString().Split(',', ';')[0].Split('-')[0].Trim().ToLowerInvariant();

    public static string Html(string text) => WebUtility.HtmlEncode(text);
}
