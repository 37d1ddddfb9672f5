namespace Aspire.Hosting;

/// <summary>Where this instance keeps its data, and what else is the same for all its resources.</summary>
internal sealed record RunSettings(string AppHostDirectory, string DataDirectory)
{
    public string Folder(string resource) => Path.Combine(DataDirectory, resource);

    /// <summary>One instance at a time works on a data directory.</summary>
    public FileStream Claim()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode Passable = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            // PostgreSQL's own user must reach its folder inside.
            Directory.CreateDirectory(DataDirectory, Owner | Passable).UnixFileMode |= Passable;
            Directory.CreateDirectory(Folder("logs"), Owner);
            return new FileStream(Path.Combine(DataDirectory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"{DataDirectory} cannot be used, most likely because another instance runs on it: stop that, or give --data DIR. ({failure.Message})");
        }
    }

    /// <summary>Written whole or not at all, readable by its owner only.</summary>
    public static void WritePrivate(string path, string text)
    {
        var draft = path + ".new";
        using (var file = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(file))
        {
            writer.Write(text);
        }

        File.Move(draft, path, overwrite: true);
    }
}

/// <summary>Passwords and keys: generated at first need, kept in the data directory, hidden wherever output is shown.</summary>
internal sealed class Secrets(string dataDirectory)
{
    private readonly string _path = Path.Combine(dataDirectory, "secrets.json");
    private readonly Lock _lock = new();
    private SortedDictionary<string, string>? _values;

    public string Get(string name, int length = 24)
    {
        lock (_lock)
        {
            _values ??= File.Exists(_path) ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(_path)) ?? [] : [];
            if (!_values.TryGetValue(name, out var value))
            {
                value = _values[name] = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", length);
                RunSettings.WritePrivate(_path, JsonSerializer.Serialize(_values));
            }

            return value;
        }
    }

    public string Mask(string text)
    {
        lock (_lock)
        {
            return _values is null ? text : _values.Values.Aggregate(text, (masked, secret) => masked.Replace(secret, "********", StringComparison.Ordinal));
        }
    }
}
