using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CustomerOps.ServiceDefaults.Problems;

/// <summary>An error answer: RFC 9457 with a stable <c>code</c>, field <c>errors</c> and the <c>traceId</c>.</summary>
public sealed record Problem(int Status, string Code, string Detail, IReadOnlyDictionary<string, string[]>? Errors = null)
{
    public Task Write(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        context.Response.StatusCode = Status;
        return context.Response.WriteAsJsonAsync(
            new Body("about:blank", Title, Status, Detail, Code, Errors, Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier),
            JsonSerializerOptions.Web, "application/problem+json", cancellationToken);
    }

    private string Title => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status);

    private sealed record Body(
        string Type, string Title, int Status, string Detail, string Code,
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyDictionary<string, string[]>? Errors, string TraceId);
}
