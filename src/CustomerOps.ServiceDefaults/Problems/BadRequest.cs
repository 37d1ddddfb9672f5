using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CustomerOps.ServiceDefaults.Problems;

/// <summary>Says what is wrong with a body or parameter that could not be read, and where.</summary>
internal static class BadRequest
{
    public static Problem Describe(BadHttpRequestException bad) => bad.InnerException switch
    {
        JsonException json => new(400, "request.malformed", "The body is not the JSON this route takes.",
            new Dictionary<string, string[]> { [Field(json)] = [Reason(json)] }),
        _ when bad.StatusCode == 413 => new(413, "request.too-large", "The body is larger than this route takes."),
        _ when bad.StatusCode == 415 => new(415, "request.media-type", "This route takes application/json."),
        _ when bad.StatusCode == 408 => new(408, "request.too-slow", "The request came too slowly."),
        _ => new(bad.StatusCode, "request.malformed", Short(bad.Message)),
    };

    private static string Field(JsonException json) => json.Path is null or "$" ? "body" : json.Path.TrimStart('$', '.');

    private static string Reason(JsonException json)
    {
        // The reader's own words name CLR types; keep the ones about members, replace the rest.
        if (json.Message.Contains("missing required", StringComparison.Ordinal)) return "Missing: " + Between(json.Message, ": ", ".");
        if (json.Message.Contains("could not be mapped", StringComparison.Ordinal)) return "Unknown member: " + Between(json.Message, "'", "'");
        if (json.Message.Contains("doesn't allow null", StringComparison.Ordinal) || json.Message.Contains("null", StringComparison.Ordinal)) return "May not be null.";
        return json.LineNumber is { } line ? $"Not a value this field takes (line {line + 1}, byte {json.BytePositionInLine})." : "Not a value this field takes.";
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        var end = text.IndexOf(to, start, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }

    private static string Short(string message) => message.Length > 200 ? message[..200] : message;
}
