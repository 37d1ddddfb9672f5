using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>One caller at the gateway. A 503 or a broken connection is tried again with the same Idempotency-Key for two minutes.</summary>
public sealed class Api(HttpClient http)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public async Task<JsonNode> Get(string path) => (await Send(HttpMethod.Get, path)).Body;

    public async Task<Answer> Send(HttpMethod method, string path, object? body = null, string? ifMatch = null, HttpStatusCode? expected = null)
    {
        var idempotencyKey = Guid.NewGuid().ToString();
        var deadline = DateTime.UtcNow + s_patience;
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
                if (method == HttpMethod.Post) request.Headers.Add("Idempotency-Key", idempotencyKey);
                if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
                using var answer = await http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                // 409 in-flight: an earlier try of ours is still being answered.
                var passes = answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or HttpStatusCode.InternalServerError || text.Contains("idempotency.in-flight", StringComparison.Ordinal);
                if (!passes || DateTime.UtcNow > deadline)
                {
                    if (expected is { } status) answer.StatusCode.ShouldBe(status, $"{method} {path}: {text}");
                    return new Answer(answer.StatusCode, answer.Headers.ETag?.ToString(), text.StartsWith('{') ? JsonNode.Parse(text)! : text);
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && DateTime.UtcNow < deadline) { /* the gateway itself was away */ }

            await Task.Delay(100);
        }
    }
}

public sealed record Answer(HttpStatusCode Status, string? ETag, JsonNode Body);
