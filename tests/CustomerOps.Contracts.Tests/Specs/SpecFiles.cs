using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;

namespace CustomerOps.Contracts.Tests.Specs;

/// <summary>The committed specs, and what they would be now.</summary>
internal static class SpecFiles
{
    public const string Variable = "CUSTOMEROPS_WRITE_SPECS";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Folder { get; } = Path.Combine(Repository.Root, "src/CustomerOps.Contracts/specs");

    public static IReadOnlyList<Type> Events { get; } =
        [.. typeof(EventAttribute).Assembly.GetTypes().Where(t => t.GetCustomAttribute<EventAttribute>() is not null).OrderBy(EventAttribute.TypeOf, StringComparer.Ordinal)];

    public static bool Writing => Environment.GetEnvironmentVariable(Variable) is "1";

    /// <summary>By path below <see cref="Folder"/>.</summary>
    public static IReadOnlyDictionary<string, string> Generated() => Events
        .Select(e => ($"events/{EventAttribute.TypeOf(e)}.json", EventSchema.Of(e)))
        .Append(("asyncapi.json", AsyncApi.Of(Events)))
        .ToDictionary(f => f.Item1, f => Text(f.Item2));

    public static JsonNode? Read(string path) => File.Exists(At(path)) ? JsonNode.Parse(File.ReadAllText(At(path))) : null;

    public static IEnumerable<string> Committed(string folder) => Directory.Exists(At(folder))
        ? Directory.EnumerateFiles(At(folder), "*.json").Select(f => $"{folder}/{Path.GetFileName(f)}") : [];

    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    public static string At(string path) => Path.Combine(Folder, path);

    private static string Text(JsonNode node) => node.ToJsonString(Readable) + "\n";
}
