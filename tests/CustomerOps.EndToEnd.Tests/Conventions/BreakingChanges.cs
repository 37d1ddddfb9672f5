using System.Text.Json.Nodes;

namespace CustomerOps.EndToEnd.Tests.Conventions;

/// <summary>What a client of the released document could no longer rely on. New operations, answers' new members and optional inputs are no break.</summary>
public static class BreakingChanges
{
    public static IReadOnlyList<string> Between(JsonObject released, JsonObject current)
    {
        var breaks = new List<string>();
        foreach (var (path, operations) in released["paths"]!.AsObject())
            foreach (var (method, before) in operations!.AsObject())
            {
                var name = $"{method.ToUpperInvariant()} {path}";
                if (current["paths"]![path]?[method] is not JsonObject now) { breaks.Add($"{name} is gone"); continue; }
                breaks.AddRange(Inputs(name, before!.AsObject(), now));
                foreach (var role in Names(before["x-roles"]).Except(Names(now["x-roles"]))) breaks.Add($"{name} no longer serves {role}");
                Compare($"{name} body", Body(before["requestBody"]), Body(now["requestBody"]), input: true, 0);
                foreach (var (status, answer) in before["responses"]!.AsObject().Where(r => r.Key.StartsWith('2')))
                    if (now["responses"]![status] is { } still) Compare($"{name} {status}", Body(answer), Body(still), input: false, 0);
                    else breaks.Add($"{name} no longer answers {status}");
            }

        return breaks;

        void Compare(string at, JsonNode? before, JsonNode? now, bool input, int depth)
        {
            if (before is null || depth > 12) return;
            if (now is null) { breaks.Add($"{at} is gone"); return; }
            var (was, becomes) = (Resolved(released, before), Resolved(current, now));
            var (types, newTypes) = (Types(was), Types(becomes));
            // An input may take more than before, an answer may hold less.
            if (types.Length > 0 && (input ? types.Except(newTypes) : newTypes.Except(types)).Any()) breaks.Add($"{at} was {string.Join('/', types)} and is {string.Join('/', newTypes)}");
            var (words, newWords) = (Names(was["enum"]), Names(becomes["enum"]));
            if (input && newWords.Length > 0 && words.Except(newWords).Any()) breaks.Add($"{at} no longer takes {string.Join(", ", words.Except(newWords))}");
            if (input) foreach (var member in Names(becomes["required"]).Except(Names(was["required"]))) breaks.Add($"{at}.{member} must now be sent");
            else foreach (var member in Names(was["required"]).Except(Names(becomes["required"]))) breaks.Add($"{at}.{member} may now be absent");
            foreach (var (member, shape) in was["properties"]?.AsObject() ?? []) Compare($"{at}.{member}", shape, becomes["properties"]?[member], input, depth + 1);
            if (was["items"] is { } items) Compare($"{at}[]", items, becomes["items"], input, depth + 1);
        }
    }

    private static IEnumerable<string> Inputs(string name, JsonObject before, JsonObject now)
    {
        var (was, becomes) = (Parameters(before), Parameters(now));
        foreach (var gone in was.Keys.Except(becomes.Keys)) yield return $"{name} no longer takes {gone}";
        foreach (var (parameter, required) in becomes)
            if (required && !(was.TryGetValue(parameter, out var before2) && before2)) yield return $"{name} now needs {parameter}";
    }

    private static Dictionary<string, bool> Parameters(JsonObject operation) =>
        operation["parameters"]?.AsArray().ToDictionary(p => $"{p!["in"]} {p["name"]}", p => p!["required"]?.GetValue<bool>() ?? false) ?? [];

    private static JsonNode? Body(JsonNode? holder) => holder?["content"]?["application/json"]?["schema"];

    private static JsonNode Resolved(JsonObject document, JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;

    private static string[] Types(JsonNode schema) => schema["type"] switch { JsonArray several => Names(several), JsonValue one => [one.GetValue<string>()], _ => [] };

    private static string[] Names(JsonNode? list) => [.. list?.AsArray().Select(n => n?.ToString() ?? "null") ?? []];
}
