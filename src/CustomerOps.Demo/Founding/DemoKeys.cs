using System.Text.Json;

namespace CustomerOps.Demo.Founding;

/// <summary>The file with the demo organisations' API keys: by organisation, then by role. Only its owner may read it.</summary>
internal static class DemoKeys
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };

    public static Dictionary<string, Dictionary<string, string>> Read(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(path)) ?? [];
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} does not hold keys by organisation and role: {broken.Message}", broken);
        }
    }

    /// <summary>Written whole or not at all.</summary>
    public static void Write(string path, Dictionary<string, Dictionary<string, string>> keys)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options)) JsonSerializer.Serialize(file, keys, s_readable);
        File.Move(draft, path, overwrite: true);
    }
}
