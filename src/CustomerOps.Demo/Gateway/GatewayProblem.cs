using System.Net;
using System.Text.Json;

namespace CustomerOps.Demo.Gateway;

/// <summary>The gateway answered with a problem document: this request is refused, others may go on.</summary>
internal sealed class GatewayProblem(HttpStatusCode status, string code, string detail, IReadOnlyDictionary<string, string[]> errors)
    : Exception($"{(int)status} {code}: {detail}{Fields(errors)}")
{
    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>By field, as the problem document says.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;

    public static GatewayProblem Of(HttpStatusCode status, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) return new(status, "unknown", "No problem document came with the answer.", new Dictionary<string, string[]>());
        var errors = body.TryGetProperty("errors", out var fields) && fields.ValueKind == JsonValueKind.Object
            ? fields.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.EnumerateArray().Select(e => e.ToString()).ToArray()) : [];
        return new(status, Text("code"), Text("detail"), errors);

        string Text(string name) => body.TryGetProperty(name, out var value) ? value.ToString() : "unknown";
    }

    private static string Fields(IReadOnlyDictionary<string, string[]> errors) =>
        errors.Count == 0 ? "" : $" ({string.Join("; ", errors.Select(e => $"{e.Key}: {string.Join(" ", e.Value)}"))})";
}

/// <summary>The gateway does not answer, or not to us: nothing more can be done in this run.</summary>
internal sealed class GatewayUnusable(string message) : Exception(message);

/// <summary>The gateway does not know the key: nothing more can be done with it.</summary>
internal sealed class KeyUnknown(string message) : Exception(message);
