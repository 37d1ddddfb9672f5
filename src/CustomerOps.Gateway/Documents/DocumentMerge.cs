using System.Text.Json.Nodes;

namespace CustomerOps.Gateway.Documents;

/// <summary>Puts OpenAPI documents side by side; schemas of the same name that differ get the service's name in front.</summary>
internal static class DocumentMerge
{
    public static JsonObject Merge(IEnumerable<(string Service, JsonObject Document)> documents)
    {
        var (paths, schemas, tags, operations) = (new JsonObject(), new JsonObject(), new SortedSet<string>(StringComparer.Ordinal), new HashSet<string>());
        foreach (var (service, document) in documents)
        {
            foreach (var (name, schema) in Renamed(service, document, schemas)) schemas[name] = schema;
            foreach (var (path, item) in document["paths"]?.AsObject().ToArray() ?? []) paths[path] = Named(service, item!.DeepClone().AsObject(), operations);
            foreach (var tag in document["tags"]?.AsArray() ?? []) tags.Add(tag!["name"]!.GetValue<string>());
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = "CustomerOps", ["version"] = "v1", ["description"] = "Tickets, surveys, articles and staffing behind one gateway." },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["apiKey"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject { ["apiKey"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key, cok_…" } },
            },
            ["tags"] = new JsonArray([.. tags.Select(t => new JsonObject { ["name"] = t })]),
        };
    }

    /// <summary>An operation whose name is taken gets the service's in front.</summary>
    private static JsonObject Named(string service, JsonObject path, HashSet<string> taken)
    {
        foreach (var operation in path.Select(o => o.Value).OfType<JsonObject>())
            if (operation["operationId"]?.GetValue<string>() is { } id && !taken.Add(id))
                operation["operationId"] = char.ToLowerInvariant(service[0]) + NewName(service, char.ToUpperInvariant(id[0]) + id[1..])[1..];
        return path;
    }

    /// <summary>The document's schemas; where a name is taken by another shape, the document's references are changed to the new name first.</summary>
    private static List<KeyValuePair<string, JsonNode?>> Renamed(string service, JsonObject document, JsonObject taken)
    {
        var own = document["components"]?["schemas"]?.AsObject() ?? [];
        var clashes = own.Where(s => taken[s.Key] is { } other && !JsonNode.DeepEquals(other, s.Value)).Select(s => s.Key).ToHashSet();
        if (clashes.Count > 0) Redirect(document, clashes, service);
        return [.. own.Select(s => new KeyValuePair<string, JsonNode?>(clashes.Contains(s.Key) ? NewName(service, s.Key) : s.Key, s.Value?.DeepClone()))];
    }

    private static void Redirect(JsonNode? node, HashSet<string> clashes, string service)
    {
        const string prefix = "#/components/schemas/";
        if (node is JsonArray array)
            foreach (var item in array) Redirect(item, clashes, service);
        if (node is not JsonObject members) return;
        if (members["$ref"] is JsonValue reference && reference.TryGetValue(out string? target) && target.StartsWith(prefix, StringComparison.Ordinal) && clashes.Contains(target[prefix.Length..]))
            members["$ref"] = prefix + NewName(service, target[prefix.Length..]);
        foreach (var (_, value) in members) Redirect(value, clashes, service);
    }

    private static string NewName(string service, string schema) =>
        string.Concat(service.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..])) + schema;
}
