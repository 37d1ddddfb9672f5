namespace Aspire.Hosting;

internal sealed record LogLine(long Number, string Text, bool IsError);

/// <summary>The last lines of one process, secrets masked; also appended to a file that starts anew at 8 MB (one older file is kept).</summary>
internal sealed class LogBuffer(string path, Func<string, string> mask) : IDisposable
{
    private const int Kept = 2_000;
    private const long FileLimit = 8_000_000;
    private readonly Queue<LogLine> _lines = new();
    private StreamWriter? _file;
    private long _count;
    private bool _closed;

    public void Add(string? text, bool isError = false)
    {
        if (text is null) return;

        lock (_lines)
        {
            var line = new LogLine(++_count, mask(text.Length > 8_000 ? text[..8_000] : text), isError);
            _lines.Enqueue(line);
            if (_lines.Count > Kept) _lines.Dequeue();

            if (!_closed) Write(line.Text);
        }
    }

    public IReadOnlyList<LogLine> After(long number)
    {
        lock (_lines)
        {
            return _count <= number ? [] : _lines.Where(line => line.Number > number).ToList();
        }
    }

    public void Dispose()
    {
        lock (_lines)
        {
            _closed = true;
            _file?.Dispose();
        }
    }

    private void Write(string text)
    {
        if (_file is null || _file.BaseStream.Length > FileLimit)
        {
            _file?.Dispose();
            if (File.Exists(path)) File.Move(path, path + ".1", overwrite: true);

            _file = new StreamWriter(path) { AutoFlush = true };
        }

        _file.WriteLine(text);
    }
}
