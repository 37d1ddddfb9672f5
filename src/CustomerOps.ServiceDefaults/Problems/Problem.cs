using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
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
            new ProblemBody("about:blank", Title, Status, Detail, Code, Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier, Errors),
            JsonSerializerOptions.Web, "application/problem+json", cancellationToken);
    }

    private string Title => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status);
}

/// <summary>RFC 9457, as it is written.</summary>
/// <param name="Type">about:blank: the code says what went wrong.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What went wrong, in words.</param>
/// <param name="Code">Stable and dotted, for programs: <c>ticket.already-solved</c>.</param>
/// <param name="TraceId">To be named when asking for help.</param>
/// <param name="Errors">By field, camelCase, where fields are wrong.</param>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null);
