using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CustomerOps.Contracts.Tests.Specs;

/// <summary>The JSON Schema (draft 7, as AsyncAPI 3 has it) of an event's whole message, read off how <see cref="ContractJson"/> writes it.</summary>
internal static class EventSchema
{
    public static JsonObject Of(Type told)
    {
        var envelope = Describe(typeof(CloudEvent<>).MakeGenericType(told));
        var members = envelope["properties"]!.AsObject();
        members["type"] = new JsonObject { ["const"] = EventAttribute.TypeOf(told) };
        members["specversion"] = new JsonObject { ["const"] = "1.0" };
        members["source"]!["description"] = "Who says it, for example /ticketing.";
        members["id"]!["description"] = "The same id is the same message: it takes effect once.";
        members["tenantid"]!["description"] = "The organisation it is about.";
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = told.Name };
        if (Documentation.Of(told) is { } words) schema["description"] = words;
        foreach (var (name, value) in envelope) schema[name] = value!.DeepClone();
        // Written always, asked for never: an envelope without them is still understood.
        schema["required"] = new JsonArray([.. schema["required"]!.AsArray().Select(r => (string)r!).Except(["datacontenttype"]).Append("specversion").Distinct().Order(StringComparer.Ordinal).Select(r => JsonValue.Create(r))]);
        return schema;
    }

    private static JsonObject Describe(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) type = inner;
        if (type.IsEnum) return new() { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => JsonValue.Create(JsonNamingPolicy.KebabCaseLower.ConvertName(n)))]) };
        if (Simple(type) is { } simple) return simple;
        var info = ContractJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new() { ["type"] = "array", ["items"] = Describe(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new() { ["type"] = "object", ["additionalProperties"] = Describe(info.ElementType!) },
            JsonTypeInfoKind.Object => Members(info),
            _ => throw new NotSupportedException($"{type} has no JSON Schema here."),
        };
    }

    private static JsonObject Members(JsonTypeInfo info)
    {
        var (members, required) = (new JsonObject(), new JsonArray());
        foreach (var property in info.Properties)
        {
            var schema = Describe(property.PropertyType);
            var optional = property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null;
            if (optional && schema["type"] is JsonValue one) schema["type"] = new JsonArray(one.DeepClone(), "null");
            if (optional && schema["enum"] is JsonArray words) words.Add(null);
            if (!optional && property.IsRequired) required.Add(property.Name);
            if (Documentation.Of(info.Type, property.Name) is { } text) schema["description"] = text;
            members[property.Name] = schema;
        }

        var described = new JsonObject { ["type"] = "object", ["properties"] = members };
        if (required.Count > 0) described["required"] = required;
        return described;
    }

    private static JsonObject? Simple(Type type) => type switch
    {
        _ when type == typeof(string) => new() { ["type"] = "string" },
        _ when type == typeof(bool) => new() { ["type"] = "boolean" },
        _ when type == typeof(int) || type == typeof(long) => new() { ["type"] = "integer" },
        _ when type == typeof(decimal) || type == typeof(double) => new() { ["type"] = "number" },
        _ when type == typeof(Guid) => new() { ["type"] = "string", ["format"] = "uuid" },
        _ when type == typeof(DateTimeOffset) => new() { ["type"] = "string", ["format"] = "date-time" },
        _ => null,
    };
}
