using System.Text.Json.Nodes;

namespace CustomerOps.EndToEnd.Tests.Conventions;

internal static class Items
{
    /// <summary>The id of a list's first row; null when it is empty, has none, or was refused.</summary>
    public static string? FirstId(Reply list) =>
        list.Code == 200 && JsonNode.Parse(list.Text)?["items"]?.AsArray().FirstOrDefault()?.AsObject() is { } first
            ? (first["id"] ?? first["personId"])?.GetValue<string>() : null;
}
