using System.Text.Json;

namespace CustomerOps.Demo.Gateway;

/// <summary>A successful answer.</summary>
/// <param name="Body">Undefined when there was none.</param>
internal sealed record Answer(JsonElement Body, string? ETag, bool Replayed)
{
    public string Id => Body.GetProperty("id").GetString()!;

    public JsonElement this[string name] => Body.GetProperty(name);

    /// <summary>The items of a page.</summary>
    public IEnumerable<JsonElement> Items => Body.GetProperty("items").EnumerateArray();
}
