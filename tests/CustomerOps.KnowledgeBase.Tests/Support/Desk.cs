using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;

namespace CustomerOps.KnowledgeBase.Tests.Support;

/// <summary>The knowledge base behind the gateway, as its users meet it.</summary>
public sealed class Desk : IAsyncLifetime
{
    public ServiceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await ServiceStack.Start("knowledge-base");

    public ValueTask DisposeAsync() => Stack.DisposeAsync();

    public static JsonObject Content(string title, string body = "Some text.", string language = "en", string audience = "public", params string[] tags) => new()
    {
        ["title"] = title, ["body"] = body, ["language"] = language, ["audience"] = audience, ["type"] = "faq", ["tags"] = new JsonArray([.. tags.Select(t => JsonValue.Create(t))]),
    };

    public static async Task<Written> Draft(HttpClient author, JsonObject content)
    {
        using var answer = await author.PostAsJsonAsync("/api/v1/articles", content);
        return await Written.Of(answer, HttpStatusCode.Created);
    }

    public static async Task<Written> Published(HttpClient author, JsonObject content) => await Publish(author, await Draft(author, content));

    public static Task<Written> Publish(HttpClient author, Written article) => Change(author, HttpMethod.Put, $"{article.Path}/publication", article.Tag);

    public static Task<Written> Withdraw(HttpClient author, Written article) => Change(author, HttpMethod.Delete, $"{article.Path}/publication", article.Tag);

    public static Task<Written> Edit(HttpClient author, Written article, JsonObject content) => Change(author, HttpMethod.Put, article.Path, article.Tag, content);

    public static async Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, string? tag = null, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await client.SendAsync(request);
    }

    public static async Task<IReadOnlyList<Guid>> Found(HttpClient reader, string q, string? language = null)
    {
        var answer = await reader.GetFromJsonAsync<JsonObject>($"/api/v1/articles/search?q={Uri.EscapeDataString(q)}{(language is null ? "" : "&language=" + language)}");
        return [.. answer!["items"]!.AsArray().Select(i => (Guid)i!["id"]!)];
    }

    public static async Task ShouldBeProblem(HttpResponseMessage answer, int status, string code)
    {
        var body = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, body);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        ((string?)JsonNode.Parse(body)!["code"]).ShouldBe(code);
    }

    private static async Task<Written> Change(HttpClient author, HttpMethod method, string path, string tag, JsonObject? body = null)
    {
        using var answer = await Send(author, method, path, tag, body);
        return await Written.Of(answer, HttpStatusCode.OK);
    }
}

/// <summary>An article as an answer showed it.</summary>
public sealed record Written(Guid Id, string Tag, JsonObject View)
{
    public string Path => $"/api/v1/articles/{Id}";

    public static async Task<Written> Of(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, text);
        var view = JsonNode.Parse(text)!.AsObject();
        return new Written((Guid)view["id"]!, answer.Headers.ETag!.Tag, view);
    }
}
