using System.Net;
using Microsoft.Extensions.Configuration;

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

    private Instance(IReadOnlyList<Resource> resources, RunSettings settings, Secrets secrets, IConfiguration configuration, Progress say, FileStream @lock)
    {
        (Settings, Configuration, _secrets, _say, _lock) = (settings, configuration, secrets, say, @lock);
        _sweeper = Sweeper.Watch(settings.DataDirectory);
        Resources = [.. resources.SelectMany(r => Enumerable.Range(0, r.Replicas).Select(i => new RunningResource(r, i, this)))];
    }

    public RunSettings Settings { get; }

    public IConfiguration Configuration { get; }

    public IReadOnlyList<RunningResource> Resources { get; }

    public static async Task<Instance> OpenAsync(IReadOnlyList<Resource> resources, RunSettings settings, Secrets secrets, IConfiguration configuration, Progress say)
    {
        Ports.Allot(resources);
        const UnixFileMode Passable = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var data = Directory.CreateDirectory(settings.DataDirectory, Owner | Passable);
        data.UnixFileMode |= Passable; // PostgreSQL's own user must reach its folder inside
        Directory.CreateDirectory(settings.Folder("logs"), Owner);
        try
        {
            var @lock = new FileStream(Path.Combine(settings.DataDirectory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            await Sweeper.SweepAsync(settings.DataDirectory);
            return new Instance(resources, settings, secrets, configuration, say, @lock);
        }
        catch (IOException)
        {
            throw new DistributedApplicationException($"another instance is running on {settings.DataDirectory}: stop it, or choose another with --data DIR.");
        }
    }

    /// <summary>Returns when every resource is ready; throws when one cannot become so, or not in time.</summary>
    public async Task StartAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        foreach (var balanced in Resources.DistinctBy(r => r.Resource).Where(r => r.Resource.Replicas > 1))
        {
            var replicas = Resources.Where(r => r.Resource == balanced.Resource).ToList();
            balanced.Resource.Endpoints.ForEach(e => Balancer.Start(e, replica => replicas[replica].IsReady, _ended.Token));
        }

        await Task.WhenAll(Resources.Select(r => r.StartAsync(cancellationToken)));
        var until = DateTimeOffset.UtcNow + limit;
        while (Resources.Any(r => !r.IsReady))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Resources.FirstOrDefault(r => r.Hopeless is not null) is { } hopeless)
            {
                throw new DistributedApplicationException(Complaint(hopeless, hopeless.Hopeless!));
            }

            if (DateTimeOffset.UtcNow > until)
            {
                var late = Resources.FirstOrDefault(r => !r.IsReady && r.State != "Waiting") ?? Resources.First(r => !r.IsReady);
                throw new DistributedApplicationException(Complaint(late, $"is not ready after {limit.TotalSeconds:0} s ({late.State}; {late.Reason})"));
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    public async Task ReadyAsync(Resource resource, CancellationToken cancellationToken)
    {
        while (Resources.Any(r => r.Resource == resource && !r.IsReady))
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    public LogBuffer OpenLog(string name) => new(Path.Combine(Settings.Folder("logs"), $"{name}.log"), _secrets.Mask);

    public string Mask(string text) => _secrets.Mask(text);

    public void AddTelemetry(Resource resource, string name, Dictionary<string, string> environment) => _ = Configuration;

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
