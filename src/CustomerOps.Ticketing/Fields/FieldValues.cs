using System.Text.Json;

namespace CustomerOps.Ticketing.Fields;

/// <summary>The values of a ticket, customer or order by the keys of its fields, as they are stored: one JSON object.</summary>
internal static class FieldValues
{
    public const string None = "{}";

    /// <summary>In the order of their keys.</summary>
    public static Dictionary<string, JsonElement> Read(string stored) =>
        stored == None ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stored)!.OrderBy(v => v.Key, StringComparer.Ordinal).ToDictionary();

    public static string Write(IReadOnlyDictionary<string, JsonElement> values) => values.Count == 0 ? None : JsonSerializer.Serialize(values.OrderBy(v => v.Key, StringComparer.Ordinal).ToDictionary());

    /// <summary>Equal as values, whatever order or spacing the database gave back.</summary>
    public static bool Same(string one, string other)
    {
        var (left, right) = (Read(one), Read(other));
        return left.Count == right.Count && left.All(v => right.TryGetValue(v.Key, out var there) && JsonElement.DeepEquals(v.Value, there));
    }

    /// <summary>The keys of what is there in one only, or is something else in the other.</summary>
    public static IReadOnlyList<string> Different(string one, string other)
    {
        var (left, right) = (Read(one), Read(other));
        return [.. left.Keys.Union(right.Keys).Where(key => !(left.TryGetValue(key, out var was) && right.TryGetValue(key, out var now) && JsonElement.DeepEquals(was, now))).Order(StringComparer.Ordinal)];
    }

    /// <summary>The order of numbers and days; null for anything else.</summary>
    public static decimal? Order(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out var day) => day.Year * 10_000 + day.Month * 100 + day.Day,
        _ => null,
    };
}
