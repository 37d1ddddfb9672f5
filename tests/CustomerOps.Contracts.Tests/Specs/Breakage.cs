using System.Text.Json.Nodes;

namespace CustomerOps.Contracts.Tests.Specs;

/// <summary>What a changed schema would do to those who rely on the released one.</summary>
internal static class Breakage
{
    /// <param name="taken">True for what partners send and CustomerOps takes; false for what CustomerOps sends.</param>
    public static IEnumerable<string> Between(JsonNode released, JsonNode now, bool taken, string at = "$")
    {
        foreach (var word in (string[])["format", "const"])
            if (!JsonNode.DeepEquals(released[word], now[word])) yield return $"{at}: {word} was {Show(released[word])} and is {Show(now[word])}";
        foreach (var broken in Kinds(released, now, taken, at).Concat(Words(released, now, taken, at))) yield return broken;
        foreach (var (name, was) in released["properties"]?.AsObject() ?? [])
        {
            if (now["properties"]?[name] is not { } still) yield return $"{at}.{name}: is gone";
            else foreach (var broken in Between(was!, still, taken, $"{at}.{name}")) yield return broken;
        }

        var (before, after) = (Required(released), Required(now));
        foreach (var name in after.Except(before))
            if (taken || released["properties"]?[name] is not null) yield return $"{at}.{name}: must be there from now on";
        foreach (var name in before.Except(after))
            if (!taken) yield return $"{at}.{name}: may be missing from now on";
        foreach (var inner in (string[])["items", "additionalProperties"])
            if (released[inner] is { } was)
                foreach (var broken in now[inner] is { } still ? Between(was, still, taken, $"{at}[]") : [$"{at}[]: is gone"]) yield return broken;
    }

    private static IEnumerable<string> Kinds(JsonNode released, JsonNode now, bool taken, string at)
    {
        var (before, after) = (Set(released["type"]), Set(now["type"]));
        if (before.SetEquals(after)) yield break;
        // Null beside the type: who takes may begin to allow it, who sends may cease to write it.
        before.SymmetricExceptWith(after);
        var nullAllowed = after.Contains("null");
        if (!before.SetEquals(["null"]) || nullAllowed != taken) yield return $"{at}: type was {Show(released["type"])} and is {Show(now["type"])}";
    }

    private static IEnumerable<string> Words(JsonNode released, JsonNode now, bool taken, string at)
    {
        var (before, after) = (Set(released["enum"]), Set(now["enum"]));
        foreach (var word in before.Except(after)) yield return $"{at}: '{word}' is no longer a value";
        if (!taken)
            foreach (var word in after.Except(before)) yield return $"{at}: '{word}' is a value that readers do not know";
    }

    private static HashSet<string> Required(JsonNode schema) => Set(schema["required"]);

    private static HashSet<string> Set(JsonNode? words) => words switch
    {
        null => [],
        JsonArray many => [.. many.Select(w => (string?)w ?? "null")],
        _ => [(string)words!],
    };

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "not said";
}
