using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CustomerOps.Demo.Gateway;

/// <summary>
/// One caller of the public API. Waits as Retry-After says where the gateway is busy (429) or a service is away (503), and asks again where the
/// connection broke: every write here is harmless to repeat. Any other refusal is a <see cref="GatewayProblem"/>.
/// </summary>
internal sealed class GatewayClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3), s_longestPause = TimeSpan.FromSeconds(30);

    /// <summary>So often another change may come first.</summary>
    private const int MostRaces = 10;

    /// <summary>So often a server may fail at the same request before it is taken for broken.</summary>
    private const int MostFailures = 3;
    private readonly HttpClient _http;

    /// <param name="key">None for a customer, who has only the link.</param>
    public GatewayClient(Uri gateway, string? key)
    {
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), MaxConnectionsPerServer = 64, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(40),
        };
        if (key is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task<Answer> Get(string path, CancellationToken stop) => Send(HttpMethod.Get, path, null, null, stop);

    /// <param name="once">Idempotency-Key: the same again returns the first answer. Null where the route recognises a repetition itself.</param>
    public Task<Answer> Post(string path, object body, string? once, CancellationToken stop) => Send(HttpMethod.Post, path, body, once, stop);

    /// <summary>Sets the resource to this, whichever version it has.</summary>
    public Task<Answer> Put(string path, object body, CancellationToken stop) => Send(HttpMethod.Put, path, body, null, stop);

    /// <summary>All items of a list, page by page.</summary>
    public async IAsyncEnumerable<JsonElement> List(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var join = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (string? after = ""; after is not null;)
        {
            var page = await Get($"{path}{join}limit=100{(after.Length == 0 ? "" : "&after=" + Uri.EscapeDataString(after))}", stop);
            foreach (var item in page.Items) yield return item;
            after = page["next"].GetString();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> Send(HttpMethod method, string path, object? body, string? once, CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var (answer, pause, why) = await Try(method, path, body, once, attempt, stop);
            if (answer is not null) return answer;
            if (TimeProvider.System.GetElapsedTime(started) + pause > s_patience) throw new GatewayUnusable($"{_http.BaseAddress} has not taken {method} {path} for {s_patience.TotalMinutes:0} minutes: {why}");
            await Task.Delay(pause, stop);
        }
    }

    private async Task<(Answer? Answer, TimeSpan Pause, string Why)> Try(HttpMethod method, string path, object? body, string? once, int attempt, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null) request.Content = System.Net.Http.Json.JsonContent.Create(body, options: JsonSerializerOptions.Web);
            if (once is not null) request.Headers.Add("Idempotency-Key", once);
            if (method == HttpMethod.Put) request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
            using var response = await _http.SendAsync(request, stop);
            var content = await Read(response, stop);
            if (response.IsSuccessStatusCode)
                return (new Answer(content, response.Headers.ETag?.Tag, response.Headers.Contains("Idempotency-Replayed")), default, "");
            var problem = GatewayProblem.Of(response.StatusCode, content);
            return response.StatusCode switch
            {
                HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => (null, Asked(response) ?? Growing(attempt), problem.Message),
                HttpStatusCode.Conflict when problem.Code is "idempotency.in-flight" or "request.conflict" && attempt < MostRaces => (null, Growing(attempt), problem.Message),
                HttpStatusCode.PreconditionFailed when attempt < MostRaces => (null, Growing(attempt), problem.Message),
                >= HttpStatusCode.InternalServerError when attempt < MostFailures => (null, Growing(attempt), problem.Message),
                HttpStatusCode.Unauthorized => throw new KeyUnknown($"{_http.BaseAddress} does not know the key: {problem.Message}"),
                _ => throw problem,
            };
        }
        catch (HttpRequestException broken) { return (null, Growing(attempt), broken.Message); }
        catch (TaskCanceledException late) when (!stop.IsCancellationRequested) { return (null, Growing(attempt), late.Message); }
    }

    private static async Task<JsonElement> Read(HttpResponseMessage response, CancellationToken stop)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(stop);
        if (bytes.Length == 0 || response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true) return default;
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }

    private static TimeSpan? Asked(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - TimeProvider.System.GetUtcNow());
        // A little apart, so that the clients who were sent away together do not come back together.
        return asked is { } wait ? TimeSpan.FromMilliseconds(Math.Clamp(wait.TotalMilliseconds, 50, s_longestPause.TotalMilliseconds) + Random.Shared.Next(250)) : null;
    }

    private static TimeSpan Growing(int attempt) => TimeSpan.FromMilliseconds(Math.Min(5_000, 100 << Math.Min(attempt, 6)) + Random.Shared.Next(100));
}
