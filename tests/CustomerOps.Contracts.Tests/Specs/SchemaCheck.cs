using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerOps.Contracts.Tests.Specs;

/// <summary>Does a message keep to a schema? Knows the words that <see cref="EventSchema"/> uses, and no others.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string at = "$")
    {
        if (schema["const"] is { } only && !JsonNode.DeepEquals(only, value)) yield return $"{at} is not {only.ToJsonString()}";
        if (schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value))) yield return $"{at} is none of {words.ToJsonString()}";
        if (schema["type"] is { } type && !Kinds(type).Any(k => IsOf(k, value)))
        {
            yield return $"{at} is not {type.ToJsonString()}";
            yield break;
        }

        if (value is JsonValue text && schema["format"] is { } format && !Reads((string)format!, (string)text!)) yield return $"{at} is no {format}";
        if (value is JsonArray items)
            for (var i = 0; i < items.Count; i++)
                foreach (var fault in Faults(items[i], schema["items"]!, $"{at}[{i}]")) yield return fault;
        if (value is not JsonObject members) yield break;
        foreach (var name in schema["required"]?.AsArray() ?? [])
            if (!members.ContainsKey((string)name!)) yield return $"{at}.{name} is missing";
        foreach (var (name, member) in members)
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is { } its)
                foreach (var fault in Faults(member, its, $"{at}.{name}")) yield return fault;
    }

    private static IEnumerable<string> Kinds(JsonNode type) => type is JsonArray many ? many.Select(k => (string)k!) : [(string)type!];

    private static bool IsOf(string kind, JsonNode? value) => (kind, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("integer", JsonValueKind.Number) => value!.AsValue().TryGetValue<long>(out _),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        (_, var found) => string.Equals(kind, found.ToString(), StringComparison.OrdinalIgnoreCase),
    };

    private static bool Reads(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => throw new NotSupportedException($"The format {format} is not known here."),
    };
}
