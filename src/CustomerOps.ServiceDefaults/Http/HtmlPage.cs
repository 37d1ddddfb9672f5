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
    private const string Style = """
        *{box-sizing:border-box}body{margin:0;font:1.0625rem/1.5 system-ui,"Segoe UI",Arial,sans-serif;color:#1a1a1a;background:#f4f6f8}
        main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 4rem;background:#fff;min-height:100vh;overflow-wrap:anywhere}h1{font-size:1.6rem;line-height:1.25}
        fieldset{border:0;margin:0 0 2rem;padding:0;min-width:0}legend,.ask{display:block;font-weight:600;padding:0;margin:0 0 .5rem}.note{font-weight:400;color:#4a4a4a}
        .scale{display:flex;flex-wrap:wrap;gap:.5rem}.scale label{display:flex;align-items:center;justify-content:center;gap:.4rem;min-width:3.25rem;min-height:2.75rem;padding:.25rem .5rem;border:1px solid #5c6670;border-radius:.25rem;cursor:pointer}
        .list label{display:flex;align-items:center;gap:.6rem;min-height:2.75rem;cursor:pointer}input[type=radio]{width:1.25rem;height:1.25rem;margin:0;accent-color:#0b4f9e}
        label:has(:checked){background:#e3eefb;border-color:#0b4f9e}.ends{display:flex;justify-content:space-between;gap:1rem;margin:.35rem 0 0;color:#4a4a4a;font-size:.95rem}
        textarea,.line{width:100%;font:inherit;padding:.5rem;border:1px solid #5c6670;border-radius:.25rem}textarea{min-height:7rem}.line{max-width:26rem;min-height:2.75rem}
        button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.5rem;color:#fff;background:#0b4f9e;border:2px solid #0b4f9e;border-radius:.25rem;cursor:pointer}
        :focus-visible{outline:3px solid #b35900;outline-offset:2px}a{color:#0b4f9e}.errors{border:2px solid #b00020;padding:.75rem 1rem;margin:0 0 2rem}.errors h2{margin:0 0 .5rem;font-size:1.2rem}
        .error{color:#b00020;font-weight:600;margin:0 0 .5rem}.wrong{border-left:4px solid #b00020;padding-left:1rem}
        """;

    private static readonly string s_policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A heading, what is said under it, and more HTML.</summary>
    public static HtmlPage Saying(int status, string language, string title, string text, string more = "") => new(status, language, title, $"<h1>{Html(title)}</h1><p>{Html(text)}</p>{more}");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = s_policy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return response.WriteAsync($"""
            <!doctype html>
            <html lang="{language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Html(title)}</title><style>{Style}</style></head>
            <body><main>{body}</main></body>
            </html>
            """, httpContext.RequestAborted);
    }

    public static string Html(string text) => WebUtility.HtmlEncode(text);
}
