namespace Aspire.Hosting;

/// <summary>What the person who started us reads while waiting.</summary>
internal sealed class Progress(TextWriter output)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public void Line(string text)
    {
        lock (output)
        {
            output.WriteLine($"{_clock.Elapsed.TotalSeconds,7:0.0} s  {text}");
            output.Flush();
        }
    }
}

/// <summary>Ctrl-C, SIGTERM or a closed terminal: once to stop in order.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public Interruption() => _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
        .Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            _source.Cancel();
        }))];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _source.Dispose();
    }
}
