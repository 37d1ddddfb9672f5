using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerOps.EndToEnd.Tests.Conventions;

/// <summary>What came back, read whole.</summary>
public sealed record Reply(HttpStatusCode Status, string? MediaType, string? ETag, bool Replayed, string Text)
{
    public int Code => (int)Status;

    public JsonObject? Problem => MediaType == "application/problem+json" ? JsonNode.Parse(Text)!.AsObject() : null;

    public string? ProblemCode => Problem?["code"]?.GetValue<string>();

    /// <summary>Null when it is a whole problem document with this status, else what is wrong with it.</summary>
    public string? NotAProblem(params int[] statuses)
    {
        if (!statuses.Contains(Code)) return $"{Code} instead of {string.Join(" or ", statuses)}: {Short}";
        if (Problem is not { } problem) return $"{Code} without a problem document: {MediaType} {Short}";
        if (problem["status"]?.GetValue<int>() != Code || string.IsNullOrEmpty(ProblemCode) || !ProblemCode.Contains('.', StringComparison.Ordinal)
            || string.IsNullOrEmpty(problem["detail"]?.GetValue<string>()) || string.IsNullOrEmpty(problem["traceId"]?.GetValue<string>())) return $"an incomplete problem: {Short}";
        return Leaks.FirstOrDefault(l => Text.Contains(l, StringComparison.OrdinalIgnoreCase)) is { } leak ? $"it leaks {leak}: {Short}" : null;
    }

    private static readonly string[] Leaks = ["System.", "Npgsql", "EntityFramework", "   at ", ".cs:line", "Host=", "select \""];

    private string Short => Text.Length <= 300 ? Text : Text[..300];

    public static async Task<Reply> To(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        using (var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            var type = answer.Content.Headers.ContentType?.MediaType;
            // An event stream has no end to wait for.
            return new Reply(answer.StatusCode, type, answer.Headers.ETag?.ToString(),
                answer.Headers.Contains("Idempotency-Replayed"), type == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>The problem without what differs in every answer.</summary>
    public string WithoutTrace()
    {
        if (Problem is not { } problem) return Text;
        problem.Remove("traceId");
        return problem.ToJsonString(JsonSerializerOptions.Default);
    }
}
