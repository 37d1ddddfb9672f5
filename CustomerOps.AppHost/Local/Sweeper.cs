namespace Aspire.Hosting;

/// <summary>
/// Ends what an instance left behind. Every process we start carries the instance's mark in its environment, and so does everything it
/// starts in turn (Erlang's port mapper, npm's children). A small shell outlives us: when its input closes because we are gone, even by
/// kill -9, it asks every marked process to end and ends those that do not.
/// </summary>
internal sealed class Sweeper : IDisposable
{
    public const string Mark = "CUSTOMEROPS_INSTANCE";

    private const string Script = """
        trap '' INT TERM HUP
        cat > /dev/null
        left() { grep -slzxF "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }
        for p in $(left "$1"); do kill -TERM "$p" 2>/dev/null; done
        i=0
        while [ $i -lt 40 ] && [ -n "$(left "$1")" ]; do sleep 0.2; i=$((i + 1)); done
        for p in $(left "$1"); do kill -KILL "$p" 2>/dev/null; done
        """;

    private readonly Process _shell;

    private Sweeper(string dataDirectory)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "sweeper", $"{Mark}={dataDirectory}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        start.Environment.Remove(Mark);
        _shell = Process.Start(start)!;
    }

    public static Sweeper Watch(string dataDirectory) => new(dataDirectory);

    /// <summary>Sweeps now: at the start for an earlier instance on the same data, at the end for what our own stop did not reach.</summary>
    public static async Task SweepAsync(string dataDirectory)
    {
        using var sweeper = new Sweeper(dataDirectory);
        await sweeper.FinishAsync();
    }

    public async Task FinishAsync()
    {
        _shell.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _shell.WaitForExitAsync(deadline.Token);
    }

    public void Dispose() => _shell.Dispose();
}
