using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

namespace CustomerOps.AppHost.Tests;

internal sealed record Resource(string Name, string State, bool Ready, string Reason, int? Pid, int Restarts, Dictionary<string, string> Endpoints);

internal sealed record Door(string Url, string Header, string Key);

internal sealed record Records(int AppHost, Door Control, string ResourceService, List<Resource> Resources)
{
    public Resource this[string name] => Resources.Single(r => r.Name == name);
}

/// <summary>The sample model, run as its own process exactly as AppHost is run.</summary>
internal sealed class SampleApp : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly string Folder = typeof(SampleApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "SampleFolder").Value!;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private SampleApp(string data, bool servers, string[] options)
    {
        Data = data;
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        var framework = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(Folder, "bin", configuration, framework, "CustomerOps.AppHost.Sample.dll");
        _process = new Process
        {
            // Tests that run in the background are given an ignored SIGINT, and would hand it on.
            StartInfo = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", program, "--data", data, "--dashboard", "no", "--SampleServers", servers ? "yes" : "no",
                "--SampleProject", Path.Combine(Folder, "CustomerOps.AppHost.Sample.csproj"), .. options])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Data { get; }

    public int Id => _process.Id;

    public IReadOnlyList<string> Output => [.. _output];

    public static string NewData() => Directory.CreateTempSubdirectory("customerops-").FullName;

    public static SampleApp Start(string? data = null, bool servers = false, params string[] options) => new(data ?? NewData(), servers, options);

    public static async Task<SampleApp> StartReadyAsync(string? data = null, bool servers = false, params string[] options)
    {
        var app = Start(data, servers, options);
        await Until.TrueAsync(() => app._process.HasExited || app.Output.Any(l => l.Contains("everything is ready", StringComparison.Ordinal)), 90,
            () => string.Join('\n', app.Output));
        app._process.HasExited.ShouldBeFalse(string.Join('\n', app.Output));
        return app;
    }

    public Records Records()
    {
        return JsonSerializer.Deserialize<Records>(File.ReadAllText(Path.Combine(Data, "processes.json")), Web)!;
    }

    public Dictionary<string, string> Json(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Data, file)), Web)!;

    public async Task<string> CommandAsync(string resource, string command)
    {
        using var http = Control();
        using var answer = await http.PostAsync($"resources/{resource}/{command}", null);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    public async Task<T> GetAsync<T>(string resource, string path)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        return (await http.GetFromJsonAsync<T>(Records()[resource].Endpoints["http"] + path))!;
    }

    public HttpClient Control()
    {
        var door = Records().Control;
        return new HttpClient { BaseAddress = new Uri(door.Url), DefaultRequestHeaders = { { door.Header, door.Key } } };
    }

    /// <summary>Processes that carry this instance's mark, whoever started them.</summary>
    public IReadOnlyList<int> Left() => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
        .Where(id => EnvironmentOf(id!).Contains($"CUSTOMEROPS_INSTANCE={Data}\0", StringComparison.Ordinal)).Select(id => int.Parse(id!))];

    public async Task<int> EndAsync(string? signal = "TERM")
    {
        if (signal is not null && !_process.HasExited)
        {
            Until.Signal(_process.Id, signal);
        }

        await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Until.TrueAsync(() => Left().Count == 0, 30);
        Directory.Delete(Data, recursive: true);
        _process.Dispose();
    }

    private static string EnvironmentOf(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return ""; // ended while we looked
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}

internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition, int seconds, Func<string>? why = null)
    {
        for (var waited = Stopwatch.StartNew(); !condition(); await Task.Delay(50))
        {
            waited.Elapsed.TotalSeconds.ShouldBeLessThan(seconds, why?.Invoke());
        }
    }

    public static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }
}
