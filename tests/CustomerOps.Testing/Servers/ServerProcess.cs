using System.Diagnostics;
using System.Reflection;

namespace CustomerOps.Testing.Servers;

/// <summary>A server as a child process that cannot outlive this one: a guard of shell stops it when this process goes, however it goes.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_stopDeadline = TimeSpan.FromSeconds(60);
    private readonly Process _guard;
    private readonly string _name;
    private readonly string _folder;
    private readonly string _log;

    private ServerProcess(string name, string folder, string log, Process guard) => (_name, _folder, _log, _guard) = (name, folder, log, guard);

    internal static ServerProcess Start(string name, string folder, (string Stop, string End) signals, IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var log = Path.Combine(folder, name + ".log");
        // A shell drops variables whose names it cannot spell (ConnectionStrings__ticketing-db); env puts them back behind it.
        var variables = (environment ?? new Dictionary<string, string>()).Select(v => $"{v.Key}={v.Value}");
        var start = new ProcessStartInfo("/bin/sh", ["-c", GuardScript(), "guard", log, folder, signals.Stop, signals.End, "env", .. variables, .. command]) { RedirectStandardInput = true, WorkingDirectory = folder };
        return new ServerProcess(name, folder, log, Process.Start(start)!);
    }

    /// <summary>Asks until the server answers; fails with the end of its log when it ended or does not answer in time.</summary>
    internal async Task WaitUntil(Func<Task<bool>> answers, TimeSpan deadline)
    {
        var clock = Stopwatch.StartNew();
        while (!await answers())
        {
            if (_guard.HasExited) throw new InvalidOperationException($"{_name} ended with code {_guard.ExitCode}:\n{LogTail()}");
            if (clock.Elapsed > deadline) throw new TimeoutException($"{_name} did not answer within {deadline.TotalSeconds:0} s:\n{LogTail()}");
            await Task.Delay(100);
        }
    }

    /// <summary>Waits until the program has ended by itself; fails with the end of its output unless its code is 0.</summary>
    internal async Task Completed(TimeSpan deadline)
    {
        using var timeout = new CancellationTokenSource(deadline);
        await _guard.WaitForExitAsync(timeout.Token);
        if (_guard.ExitCode != 0) throw new InvalidOperationException($"{_name} ended with code {_guard.ExitCode}:\n{LogTail()}");
    }

    /// <summary>Stops the server; its folder stays, so that it can be started again on the same data.</summary>
    internal async Task Stop()
    {
        if (_guard.HasExited) return;
        await _guard.StandardInput.WriteLineAsync("stop");
        await _guard.StandardInput.FlushAsync();
        await Ended();
    }

    /// <summary>Ends the server; its folder goes with it.</summary>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await Ended();
        _guard.Dispose();
        Machine.Remove(_folder);
    }

    private async Task Ended()
    {
        using var deadline = new CancellationTokenSource(s_stopDeadline);
        await _guard.WaitForExitAsync(deadline.Token);
    }

    /// <summary>The last lines the program wrote.</summary>
    internal string LogTail(int lines = 40) => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(lines)) : "(no log)";

    private static string GuardScript()
    {
        using var script = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("guard.sh")!);
        return script.ReadToEnd();
    }
}
