namespace Aspire.Hosting;

/// <summary>One replica of a resource: started when what it waits for is ready, watched, started again when it falls, stopped when asked.</summary>
internal sealed class RunningResource(Resource resource, int replica, Instance instance) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _one = new(1);
    private CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public Resource Resource => resource;

    public string Name => resource.Replicas == 1 ? resource.Name : $"{resource.Name}-{replica + 1}";

    /// <summary>As telemetry names it too: service name and instance.</summary>
    public string UniqueName => resource.SendsTelemetry ? $"{resource.Name}-{replica + 1}" : Name;

    public LogBuffer Log { get; } = instance.OpenLog(resource.Replicas == 1 ? resource.Name : $"{resource.Name}-{replica + 1}");

    public string State { get; private set; } = "NotStarted";

    /// <summary>Null while nothing is known yet.</summary>
    public bool? IsHealthy { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Why it can never become ready by itself.</summary>
    public string? Hopeless { get; private set; }

    public int? ProcessId { get; private set; }

    public int? ExitCode { get; private set; }

    public int Restarts { get; private set; }

    /// <summary>The dashboard shows nothing at all while one resource lacks it.</summary>
    public DateTimeOffset CreatedAt { get; } = DateTimeOffset.UtcNow;

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? StoppedAt { get; private set; }

    public DateTimeOffset ProbedAt { get; private set; }

    /// <summary>Grows with every visible change.</summary>
    public int Version { get; private set; }

    public LaunchPlan? Plan { get; private set; }

    public string ShownReason => instance.Mask(Reason);

    public IReadOnlyDictionary<string, string> GivenEnvironment { get; private set; } = new Dictionary<string, string>();

    public bool IsReady => resource.RunsOnce ? State == "Finished" : State == "Running" && (resource.Probe is null || IsHealthy == true);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_run.IsCompleted)
            {
                _stop.Dispose();
                _stop = new CancellationTokenSource();
                Hopeless = null;
                _run = Task.Run(() => KeepAsync(_stop.Token), CancellationToken.None);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task StopAsync()
    {
        await _one.WaitAsync();
        try
        {
            await _stop.CancelAsync();
            await _run;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Log.Dispose();
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task KeepAsync(CancellationToken stop)
    {
        try
        {
            Become("Waiting");
            foreach (var wait in resource.Waits) await instance.ReadyAsync(wait.For, stop);

            for (var falls = 0; ; falls++)
            {
                var lived = Stopwatch.StartNew();
                await OnceAsync(stop);
                if (resource.RunsOnce)
                {
                    Hopeless = ExitCode == 0 ? null : $"ended with exit code {ExitCode}";
                    Become(ExitCode == 0 ? "Finished" : "Exited");
                    return;
                }

                falls = lived.Elapsed > TimeSpan.FromSeconds(30) ? 0 : falls;
                Hopeless ??= falls >= 4 ? $"fell {falls + 1} times in a row ({Reason})" : null;
                var pause = TimeSpan.FromSeconds(Math.Min(15, 0.25 * Math.Pow(2, falls)));
                Log.Add($"[apphost] {Name} {Reason}; next start in {pause.TotalSeconds:0.##} s", isError: true);
                Become("Restarting");
                await Task.Delay(pause, stop);
                Restarts++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Become("Exited");
        }
    }

    private async Task OnceAsync(CancellationToken stop)
    {
        IsHealthy = null;
        Become("Starting");
        try
        {
            await resource.PrepareAsync(instance.Settings, Log, stop);
            using var process = Launch();
            StartedAt = DateTimeOffset.UtcNow;
            ProcessId = process?.Id;
            Become("Running");
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var probing = ProbeAsync(watching.Token);
            try
            {
                ExitCode = process is null ? await Forever(stop) : await process.Exited.WaitAsync(stop);
                Reason = $"ended with exit code {ExitCode}";
            }
            finally
            {
                StoppedAt = DateTimeOffset.UtcNow;
                await watching.CancelAsync();
                await probing;
                if (process is not null)
                {
                    Become(process.Exited.IsCompleted ? State : "Stopping");
                    await process.StopAsync(Grace);
                    ExitCode = process.Exited.IsCompleted ? await process.Exited : ExitCode;
                }

                ProcessId = null;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            Reason = $"could not be started: {failure.Message}";
            Hopeless = failure is DistributedApplicationException ? failure.Message : Hopeless;
            ExitCode = -1;
            Become("FailedToStart");
        }
    }

    private LocalProcess? Launch()
    {
        Plan = resource.Plan(instance.Settings);
        if (Plan is null) return null;

        var environment = resource.Environment.ToDictionary(e => e.Key, e => e.Value(replica));
        instance.AddTelemetry(resource, replica, environment);
        GivenEnvironment = new Dictionary<string, string>(environment);
        environment[Sweeper.Mark] = instance.Settings.DataDirectory;
        return LocalProcess.Start(Plan, environment, Log);
    }

    private static async Task<int> Forever(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        return 0;
    }

    private async Task ProbeAsync(CancellationToken stop)
    {
        while (resource.Probe is not null && !stop.IsCancellationRequested)
        {
            var (healthy, reason) = (true, "");
            try
            {
                await resource.Probe(replica, stop);
            }
            catch (Exception failure)
            {
                (healthy, reason) = (false, failure.Message);
            }

            if (stop.IsCancellationRequested) return;

            ProbedAt = DateTimeOffset.UtcNow;
            if (IsHealthy != healthy || Reason != reason)
            {
                (IsHealthy, Reason) = (healthy, reason);
                Changed();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(healthy ? 5_000 : 300), stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private void Become(string state)
    {
        State = state;
        Changed();
    }

    private void Changed()
    {
        Version++;
        instance.Report(this);
    }
}
