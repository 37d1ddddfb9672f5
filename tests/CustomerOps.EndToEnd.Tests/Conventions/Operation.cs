using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CustomerOps.EndToEnd.Tests.Conventions;

/// <summary>One operation of the merged document. What the document says is what is tried: a new route is covered, or fails, by itself.</summary>
public sealed partial record Operation(HttpMethod Method, string Path, JsonObject Description)
{
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "patch"];

    public static async Task<IReadOnlyList<Operation>> All(RunningSystem system)
    {
        var document = await system.AsNobody().Get("/openapi/v1.json");
        // Nobody's bucket may be empty after a test that asked everything as nobody.
        for (var tries = 0; tries < 20 && document["paths"] is null; tries++)
        {
            await Task.Delay(500);
            document = await system.AsNobody().Get("/openapi/v1.json");
        }

        return [.. from path in document["paths"]!.AsObject()
                   from operation in path.Value!.AsObject()
                   where s_methods.Contains(operation.Key)
                   select new Operation(new HttpMethod(operation.Key.ToUpperInvariant()), path.Key, operation.Value!.AsObject())];
    }

    public string[] Roles => [.. Description["x-roles"]!.AsArray().Select(r => r!.GetValue<string>())];

    /// <summary>Opened by a link or before signing in; no key is needed.</summary>
    public bool IsPublic => Roles.Length == 0;

    public JsonNode? Example => Description["requestBody"]?["content"]?["application/json"]?["example"];

    /// <summary>JSON; a file as it is has rules of its own.</summary>
    public bool TakesBody => Description["requestBody"]?["content"]?["application/json"] is not null;

    public bool NeedsIfMatch => Parameters.Any(p => p.Name == "If-Match");

    public bool CarriesETag => Parameters.Any(p => p.Name == "If-None-Match");

    public bool IsList => Method == HttpMethod.Get && Query.Contains("after");

    public bool NamesOne => Path.Contains("{id}", StringComparison.Ordinal);

    public string[] Query => [.. Parameters.Where(p => p.In == "query").Select(p => p.Name)];

    /// <summary>The address with <paramref name="id"/> where an id stands and something of the right form elsewhere; required query parameters are filled.</summary>
    public string Url(string? id = null)
    {
        var path = Path.Replace("{id}", id ?? Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal)
            .Replace("{week}", "2031-W07", StringComparison.Ordinal).Replace("{code}", "main", StringComparison.Ordinal)
            .Replace("{kind}", "relates-to", StringComparison.Ordinal).Replace("{purpose}", "marketing", StringComparison.Ordinal).Replace("{channel}", "email", StringComparison.Ordinal);
        path = OtherPart().Replace(path, part => part.Value.EndsWith("Id}", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : "none");
        return Required.Length == 0 ? path : $"{path}?{string.Join('&', Required)}";
    }

    public HttpRequestMessage Request(string? id = null, string query = "", JsonNode? body = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(Method, Url(id) + (Required.Length > 0 && query.StartsWith('?') ? "&" + query[1..] : query));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        else if (Description["requestBody"] is not null && !TakesBody) request.Content = new ByteArrayContent("a note"u8.ToArray()) { Headers = { ContentType = new("text/plain") } };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return request;
    }

    public override string ToString() => $"{Method} {Path}";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex OtherPart();

    /// <summary>What one thing's route must be asked with, filled.</summary>
    private string[] Required =>
        [.. Description["parameters"]?.AsArray().Where(p => NamesOne && p!["in"]!.GetValue<string>() == "query" && p["required"]?.GetValue<bool>() == true)
            .Select(p => p!["name"]!.GetValue<string>() switch { "from" => "from=2031-01-01", var name => $"{name}=note.txt" }) ?? []];

    private IEnumerable<(string Name, string In)> Parameters =>
        Description["parameters"]?.AsArray().Select(p => (p!["name"]!.GetValue<string>(), p["in"]!.GetValue<string>())) ?? [];
}
