using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;

namespace CustomerOps.Identity.Tests.SignIn;

/// <summary>A browser before the gateway: keeps cookies and sends the header that our own pages send.</summary>
public sealed class Browser : IDisposable
{
    public const string CookieName = "customerops-session";
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly Uri _gateway;

    public Browser(ServiceStack stack, bool csrf = true)
    {
        _gateway = stack.Gateway;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = stack.Gateway, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Test/1.0");
        if (csrf) _http.DefaultRequestHeaders.Add("X-CustomerOps-Csrf", "1");
    }

    public string? Cookie
    {
        get => _cookies.GetCookies(_gateway)[CookieName]?.Value;
        set => _cookies.Add(_gateway, new Cookie(CookieName, value, "/"));
    }

    public HttpClient Http => _http;

    public Task<HttpResponseMessage> SignIn(string email, string password, string? code = null) => _http.PostAsJsonAsync("/api/v1/session", code is null ? new { email, password } : (object)new { email, password, code });

    public async Task<JsonNode> Me() => JsonNode.Parse(await _http.GetStringAsync("/api/v1/session"))!;

    public async Task<HttpStatusCode> Status(string path = "/api/v1/session") => (await _http.GetAsync(path)).StatusCode;

    public void Dispose() => _http.Dispose();
}

internal static class Answers
{
    public static async Task<JsonNode> Json(this HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    public static async Task<string> Code(this HttpResponseMessage answer) => (await answer.Json())["code"]!.GetValue<string>();

    public static string Text(this JsonNode node, string member) => node[member]!.GetValue<string>();

    /// <summary>"status code" of a problem, in one word to compare.</summary>
    public static async Task<string> Problem(this HttpResponseMessage answer) => $"{(int)answer.StatusCode} {await answer.Code()}";
}
