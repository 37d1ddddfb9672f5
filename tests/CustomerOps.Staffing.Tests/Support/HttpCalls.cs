using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;

namespace CustomerOps.Staffing.Tests.Support;

internal static class HttpCalls
{
    public static async Task<JsonElement> Get(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return await answer.Json(HttpStatusCode.OK);
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    /// <summary>PUT with the ETag (<c>*</c> = any; null = none sent).</summary>
    public static Task<HttpResponseMessage> Put(this HttpClient client, string path, object body, string? tag = "*") =>
        client.Send(HttpMethod.Put, path, body, tag);

    public static async Task<HttpResponseMessage> Send(this HttpClient client, HttpMethod method, string path, object? body, string? tag)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await client.SendAsync(request);
    }

    /// <summary>The answer is a problem document with this status and code.</summary>
    public static async Task Refused(this Task<HttpResponseMessage> call, HttpStatusCode status, string code)
    {
        using var answer = await call;
        var problem = await answer.Json(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("code").GetString().ShouldBe(code);
    }

    /// <summary>Reads a list to its end in pages of <paramref name="limit"/>.</summary>
    public static async Task<List<JsonElement>> All(this HttpClient client, string path, int limit = 100)
    {
        var (items, after) = (new List<JsonElement>(), (string?)null);
        do
        {
            var page = await client.Get($"{path}{(path.Contains('?') ? '&' : '?')}limit={limit}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}");
            var here = page.GetProperty("items").EnumerateArray().ToList();
            here.Count.ShouldBeLessThanOrEqualTo(limit);
            items.AddRange(here);
            after = page.GetProperty("next").GetString();
        }
        while (after is not null && items.Count < 10_000);
        return items;
    }
}
