using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace CustomerOps.Demo.Running;

/// <summary>
/// What has been done for one organisation, a line each, so that a run that was killed goes on where it was. A line is written after the gateway's
/// answer; what is lost between the two is asked for again under the same Idempotency-Key, or is harmless to repeat.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const string Kind = "customerops-journal-1";
    private readonly ConcurrentDictionary<string, string> _done = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private readonly FileStream _file;

    private Journal(FileStream file, DateOnly day) => (_file, Day) = (file, day);

    /// <summary>The day of the first run. Dates in what is loaded count from it, so that a repetition sends the same.</summary>
    public DateOnly Day { get; private set; }

    public int Count => _done.Count;

    /// <param name="path">One run at a time has it.</param>
    /// <param name="organisationId">A journal of another organisation is begun anew: the data it speaks of is gone.</param>
    public static Journal Open(string path, string organisationId, DateOnly today)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"{path} is in use: another run works on this organisation. ({taken.Message})", taken);
        }

        var journal = new Journal(file, today);
        journal.Read(organisationId);
        return journal;
    }

    public bool Has(string key) => _done.ContainsKey(key);

    public void Note(string key, string result)
    {
        var line = Encoding.UTF8.GetBytes($"{key}\t{result}\n");
        lock (_writing)
        {
            // Straight to the operating system: it outlives kill -9.
            _file.Write(line);
            _file.Flush();
        }

        _done[key] = result;
    }

    /// <summary>Does <paramref name="act"/> unless it was done before.</summary>
    /// <returns>What it resulted in, now or then; without line breaks and tabs.</returns>
    public async Task<string> Once(string key, Func<Task<string>> act)
    {
        if (_done.TryGetValue(key, out var known)) return known;
        var result = await act();
        Note(key, result);
        return result;
    }

    public void Dispose() => _file.Dispose();

    private void Read(string organisationId)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        // A line without its end was being written when the run was killed.
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')).ToList();
        if (lines is [[Kind, var organisation, var day], ..] && organisation == organisationId && DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
        {
            Day = first;
            foreach (var line in lines.Skip(1).Where(l => l.Length == 2)) _done[line[0]] = line[1];
        }
        else whole = 0;

        _file.SetLength(whole);
        _file.Position = whole;
        if (whole > 0) return;
        _file.Write(Encoding.UTF8.GetBytes($"{Kind}\t{organisationId}\t{Day:O}\n"));
        _file.Flush();
    }
}
