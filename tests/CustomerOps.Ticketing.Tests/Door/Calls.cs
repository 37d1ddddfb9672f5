using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>An answer and what it says.</summary>
internal sealed record Answer(HttpResponseMessage Http, JsonNode Body)
{
    public HttpStatusCode Status => Http.StatusCode;
    public string? ETag => Http.Headers.ETag?.Tag;
    public Guid Id => (Guid)Body["id"]!;
    public string Text(string member) => (string)Body[member]!;
    public IReadOnlyList<JsonNode> Items => [.. Body["items"]!.AsArray().Select(i => i!)];
}

internal static class Calls
{
    public static async Task<Answer> Call(this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        if (body is string json) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Answer(answer, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public static Task<Answer> Get(this HttpClient client, string path) => client.Call(HttpMethod.Get, path);

    public static Task<Answer> Post(this HttpClient client, string path, object body) => client.Call(HttpMethod.Post, path, body);

    /// <summary>Puts with the version just read.</summary>
    public static Task<Answer> PutFresh(this HttpClient client, string resource, string part, object body) => client.Fresh(HttpMethod.Put, resource, part, body);

    public static Task<Answer> DeleteFresh(this HttpClient client, string resource, string part) => client.Fresh(HttpMethod.Delete, resource, part, null);

    /// <summary>As a person at a form does: when it changed between reading and writing (it was routed, a clock ran out), it is read again.</summary>
    private static async Task<Answer> Fresh(this HttpClient client, HttpMethod method, string resource, string part, object? body)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await client.Call(method, resource + part, body, (await client.Get(resource)).ETag);
            if (attempt == 5 || answer.Status != HttpStatusCode.PreconditionFailed || (string?)answer.Body["code"] != "request.stale") return answer;
        }
    }

    public static async Task<Answer> CreateTicket(this HttpClient client, string? email = null, string channel = "email", string? priority = null, Guid? orderId = null, string subject = "Where is my parcel?")
    {
        var created = await client.Post("/tickets", new
        {
            channel, subject, body = "Hello, I still have not got it. Can you help me please?", priority, orderId,
            requester = new { email = email ?? NewAddress(), name = "Anna" },
        });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        return created;
    }

    public static string NewAddress() => $"c{Guid.NewGuid():n}@example.com";

    public static object Order(string externalId, string status, string? email = null) => new
    {
        externalId, status, currency = "EUR", placedAt = "2026-11-01T10:00:00+01:00",
        customer = new { email = email ?? NewAddress(), name = "Olga Order", language = "fi", branch = "harbour" },
        lines = new[] { new { sku = "LAMP", name = "Lamp", quantity = 2, unitPrice = 12.50m } },
    };
}
