using System.ComponentModel;

namespace Aspire.Hosting;

internal static class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>A group that is already gone is no error.</summary>
    public static void SendToGroup(int leader, int signal) => _ = Send(-leader, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}

/// <summary>
/// A process that leads a session of its own (so a Ctrl-C in the terminal does not reach it and its whole group can be ended).
/// Its end is told by the kernel, not by its pipes: a grandchild may hold those open.
/// </summary>
internal sealed class LocalProcess : IDisposable
{
    private readonly Process _process;
    private readonly LaunchPlan _plan;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalProcess(LaunchPlan plan, IReadOnlyDictionary<string, string> environment, string input, LogBuffer log)
    {
        _plan = plan;
        string[] user = plan.User is null ? [] : ["setpriv", $"--reuid={plan.User}", $"--regid={plan.User}", "--init-groups"];
        var start = new ProcessStartInfo("setsid", [.. user, plan.File, .. plan.Arguments])
        {
            WorkingDirectory = plan.Directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var ours in new[] { "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "HTTP_PORTS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL" })
        {
            start.Environment.Remove(ours);
        }

        foreach (var (name, value) in environment) start.Environment[name] = value;

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult(_process.ExitCode);
        _process.OutputDataReceived += (_, line) => log.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => log.Add(line.Data, isError: true);
        _process.Start();
        Id = _process.Id;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
    }

    public int Id { get; }

    public Task<int> Exited => _exited.Task;

    public static LocalProcess Start(LaunchPlan plan, IReadOnlyDictionary<string, string> environment, LogBuffer log)
    {
        try
        {
            return new LocalProcess(plan, environment, "", log);
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            throw new DistributedApplicationException($"{plan.File} cannot be started: {failure.Message}", failure);
        }
    }

    /// <summary>Runs a short tool to its end (at most a minute); anything but exit code 0 is an error.</summary>
    public static async Task RunAsync(LaunchPlan plan, string? input, LogBuffer log, CancellationToken cancellationToken, string? complaint = null)
    {
        using var process = new LocalProcess(plan, new Dictionary<string, string>(), input ?? "", log);
        try
        {
            var code = await process.Exited.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            if (code != 0) throw new DistributedApplicationException(complaint ?? $"{plan.File} failed with exit code {code}");
        }
        finally
        {
            Signals.SendToGroup(process.Id, Signals.Kill);
        }
    }

    /// <summary>Asks politely, then ends the group.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Signals.SendToGroup(Id, _plan.StopSignal);
        await Task.WhenAny(Exited, Task.Delay(grace));
        Signals.SendToGroup(Id, Signals.Kill);
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(2))); // its last lines, too
    }

    public void Dispose() => _process.Dispose();
}
