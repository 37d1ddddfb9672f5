using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>A browser that shows every step: keeps cookies, follows no redirect by itself, sends no script's headers.</summary>
public sealed partial class Visitor : IDisposable
{
    private const string AnswerPath = "/sign-in/provider/answer";
    private readonly HttpClient _http;
    private readonly Uri _gateway;

    public Visitor(Uri gateway)
    {
        _gateway = gateway;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(40) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Visitor/1.0");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Kept for the way back from the provider.</summary>
    public string? WayCookie => Cookies.GetCookies(new Uri(_gateway, AnswerPath))["customerops-sign-in"]?.Value;

    public async Task<Seen> Get(string path) => await See(await _http.GetAsync(path));

    public async Task<Seen> Post(string path, params (string Name, string Value)[] fields) =>
        await See(await _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))));

    public async Task<HttpResponseMessage> Api(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-CustomerOps-Csrf", "1");
        return await _http.SendAsync(request);
    }

    /// <summary>Types the address and is sent to the provider.</summary>
    public async Task<Uri> Invited(string email)
    {
        var page = await Post("/sign-in", ("email", email));
        return page.Refresh ?? throw new InvalidOperationException($"{page.Status} {page.Html}");
    }

    /// <summary>Signs in at the provider, up to the address it sends the browser back to.</summary>
    public async Task<string> BackFrom(Uri there)
    {
        for (var steps = 0; steps < 10; steps++)
        {
            using var answer = await _http.GetAsync(there);
            var next = answer.Headers.Location ?? throw new InvalidOperationException($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            there = next.IsAbsoluteUri ? next : new Uri(there, next);
            if (there.AbsolutePath == AnswerPath) return there.PathAndQuery;
        }

        throw new InvalidOperationException("The provider sends the browser round and round.");
    }

    /// <summary>All of it; what is seen last.</summary>
    public async Task<Seen> SignIn(string email)
    {
        var seen = await Get(await BackFrom(await Invited(email)));
        return seen.Location is { } onward ? await Get(onward) : seen;
    }

    public async Task<JsonNode?> Me()
    {
        using var answer = await _http.GetAsync("/api/v1/session");
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Seen> See(HttpResponseMessage answer)
    {
        using (answer)
            return new Seen(answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.Location?.ToString(),
                answer.Headers.TryGetValues("Refresh", out var refresh) ? new Uri(Url().Match(refresh.Single()).Groups[1].Value) : null);
    }

    [GeneratedRegex("^0; url=(.+)$")]
    private static partial Regex Url();
}

public sealed record Seen(HttpStatusCode Status, string Html, string? Location, Uri? Refresh);
