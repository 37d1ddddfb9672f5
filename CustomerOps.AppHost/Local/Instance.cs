namespace Aspire.Hosting;

/// <summary>All resources of one start: ports, order, readiness, stop.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly FileStream _lock;
    private readonly Secrets _secrets;
    private readonly Progress _say;
    private readonly Sweeper _sweeper;
    private readonly CancellationTokenSource _ended = new();
    private readonly Dictionary<string, string> _said = [];
    private readonly DashboardResource? _dashboard;
    private Doors? _doors;
    private Task _recording = Task.CompletedTask;

    private Instance(IReadOnlyList<Resource> resources, RunSettings settings, Secrets secrets, Progress say, FileStream @lock, int grpcPort, int controlPort)
    {
        (Settings, _secrets, _say, _lock, GrpcPort, ControlPort) = (settings, secrets, say, @lock, grpcPort, controlPort);
        _sweeper = Sweeper.Watch(settings.DataDirectory);
        _dashboard = resources.OfType<DashboardResource>().SingleOrDefault();
        Resources = [.. resources.SelectMany(r => Enumerable.Range(0, r.Replicas).Select(i => new RunningResource(r, i, this)))];
    }

    public RunSettings Settings { get; }

    public IReadOnlyList<RunningResource> Resources { get; }

    public int GrpcPort { get; }

    public int ControlPort { get; }

    public string DoorKey => _secrets.Get("resource-service-key");

    public CancellationToken Ended => _ended.Token;

    /// <summary>Claims the data directory and every port; nothing has been started when this throws.</summary>
    public static async Task<Instance> OpenAsync(
        IReadOnlyList<Resource> resources, RunSettings settings, Secrets secrets, IConfiguration configuration, Progress say)
    {
        var @lock = settings.Claim();
        try
        {
            Records.Forget(settings);
            await Sweeper.SweepAsync(settings.DataDirectory);
            var ports = new Ports();
            var (grpcPort, controlPort) = (ports.Free(), ports.Free());
            var key = secrets.Get("resource-service-key");
            if (DashboardResource.Find(settings, configuration, say) is { } dashboard)
            {
                resources = [.. resources, new DashboardResource(dashboard.Program, dashboard.Port, secrets, grpcPort, key)];
            }

            ports.Allot(resources);
            return new Instance(resources, settings, secrets, say, @lock, grpcPort, controlPort);
        }
        catch
        {
            await @lock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when every resource is ready; throws when one cannot become so, or not in time.</summary>
    public async Task StartAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        foreach (var balanced in Resources.DistinctBy(r => r.Resource).Where(r => r.Resource.Replicas > 1))
        {
            var replicas = Resources.Where(r => r.Resource == balanced.Resource).ToList();
            balanced.Resource.Endpoints.ForEach(e => Balancer.Start(e, balanced.Resource.ListenAddress, replica => replicas[replica].IsReady, _ended.Token));
        }

        _doors = await Doors.OpenAsync(this);
        _recording = Task.Run(() => Records.KeepAsync(this), CancellationToken.None);
        await Task.WhenAll(Resources.Select(r => r.StartAsync(cancellationToken)));
        var until = DateTimeOffset.UtcNow + limit;
        var needed = Resources.Where(r => r.Resource != _dashboard).ToList();
        while (needed.Exists(r => !r.IsReady))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (needed.Find(r => r.Hopeless is not null) is { } hopeless)
            {
                throw new DistributedApplicationException(Complaint(hopeless, hopeless.Hopeless!));
            }

            if (DateTimeOffset.UtcNow > until)
            {
                var late = needed.Find(r => !r.IsReady && r.State != "Waiting") ?? needed.First(r => !r.IsReady);
                throw new DistributedApplicationException(Complaint(late, $"is not ready after {limit.TotalSeconds:0} s ({late.State}; {late.Reason})"));
            }

            await Task.Delay(50, cancellationToken);
        }

        Records.Announce(this, _dashboard, _say);
    }

    /// <summary>By the name of a resource (its first replica), of a replica, or as telemetry names it.</summary>
    public RunningResource? Find(string name) =>
        Resources.FirstOrDefault(r => r.Name == name || r.UniqueName == name) ?? Resources.FirstOrDefault(r => r.Resource.Name == name);

    public async Task ReadyAsync(Resource resource, CancellationToken cancellationToken)
    {
        while (Resources.Any(r => r.Resource == resource && !r.IsReady))
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    public LogBuffer OpenLog(string name) => new(Path.Combine(Settings.Folder("logs"), $"{name}.log"), _secrets.Mask);

    public string Mask(string text) => _secrets.Mask(text);

    /// <summary>What Aspire hands to a project, so that its telemetry arrives at the dashboard.</summary>
    public void AddTelemetry(Resource resource, int replica, Dictionary<string, string> environment)
    {
        if (resource.SendsTelemetry && _dashboard is not null)
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = _dashboard.Endpoint("otlp").Url;
            environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            environment["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={_dashboard.OtlpKey}";
            environment["OTEL_SERVICE_NAME"] = resource.Name;
            environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={replica + 1}";
            environment["OTEL_BSP_SCHEDULE_DELAY"] = environment["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
        }
    }

    public void Report(RunningResource resource)
    {
        var state = resource.IsReady ? resource.Resource.RunsOnce ? "done" : "ready"
            : resource.State is "Running" ? resource.IsHealthy == false && _said.GetValueOrDefault(resource.Name) == "ready" ? "not ready" : "started"
            : resource.State;
        lock (_said)
        {
            if (_said.GetValueOrDefault(resource.Name) != state && state is not ("Waiting" or "Starting"))
            {
                _said[resource.Name] = state;
                _say.Line($"{resource.Name,-26} {state}{(state is "Restarting" or "FailedToStart" or "not ready" ? $" ({_secrets.Mask(resource.Reason)})" : "")}");
            }
        }
    }

    /// <summary>Each resource ends after everything that waited for it.</summary>
    public async ValueTask DisposeAsync()
    {
        var stops = new Dictionary<RunningResource, Task>();
        await Task.WhenAll(Resources.Select(Stop));
        await _ended.CancelAsync();
        await _recording;
        await (_doors?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _sweeper.FinishAsync();
        _sweeper.Dispose();
        await _lock.DisposeAsync();
        _ended.Dispose();

        Task Stop(RunningResource resource) => stops.TryGetValue(resource, out var stop) ? stop : stops[resource] = StopAfter(resource,
            [.. Resources.Where(r => r.Resource.Waits.Exists(w => w.For == resource.Resource)).Select(Stop)]);

        static async Task StopAfter(RunningResource resource, Task[] dependents)
        {
            await Task.WhenAll(dependents);
            await resource.DisposeAsync();
        }
    }

    private string Complaint(RunningResource resource, string what) =>
        string.Join(Environment.NewLine, [$"{resource.Name} {_secrets.Mask(what)}", .. resource.Log.After(0).TakeLast(20).Select(line => $"    {line.Text}")]);
}
