namespace Aspire.Hosting.ApplicationModel;

/// <summary>The part of Aspire's builder shape that AppHost.cs uses, covariant so that any resource can be waited for.</summary>
internal interface IResourceBuilder<out T> where T : Resource
{
    DistributedApplicationBuilder ApplicationBuilder { get; }

    T Resource { get; }
}

internal sealed record ResourceBuilder<T>(DistributedApplicationBuilder ApplicationBuilder, T Resource) : IResourceBuilder<T> where T : Resource;

/// <summary>How one process of a resource is started; null file = the resource has no process of its own.</summary>
internal sealed record LaunchPlan(string File, IReadOnlyList<string> Arguments, string Directory, string? User = null, int StopSignal = Signals.Terminate);

internal sealed record Wait(Resource For, bool Completion);

internal abstract class Resource(string name)
{
    public string Name { get; } = name;

    public virtual string Kind => "Executable";

    public List<EndpointAnnotation> Endpoints { get; } = [];

    /// <summary>Values are asked for when a process starts: ports and secrets are known only then. The argument is the replica.</summary>
    public Dictionary<string, Func<int, string>> Environment { get; } = [];

    public List<string> Arguments { get; } = [];

    public List<Wait> Waits { get; } = [];

    public HashSet<Resource> References { get; } = [];

    public List<HttpCommand> Commands { get; } = [];

    public Dictionary<string, Action<ResourceUrlAnnotation>> UrlChanges { get; } = [];

    public Resource? Parent { get; init; }

    public int Replicas { get; set; } = 1;

    /// <summary>Somebody waits for its end, so it is not started again when it ends.</summary>
    public bool RunsOnce { get; set; }

    public bool SendsTelemetry { get; set; }

    /// <summary>Where it can be reached from outside, when that is wanted; else on loopback.</summary>
    public IPAddress ListenAddress => Environment.TryGetValue(nameof(ListenAddress), out var given) && given(0) is { Length: > 0 } address ? IPAddress.Parse(address) : IPAddress.Loopback;

    /// <summary>Throws with the reason while the replica is not ready. Null: ready as soon as it runs.</summary>
    public Func<int, CancellationToken, Task>? Probe { get; set; }

    public virtual Task PrepareAsync(RunSettings run, LogBuffer log, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual LaunchPlan? Plan(RunSettings run) => null;

    public EndpointAnnotation Endpoint(string name) => Endpoints.Find(e => e.Name == name)
        ?? throw new DistributedApplicationException($"'{Name}' has no endpoint '{name}'.");
}

/// <param name="Name">http, grpc, smtp, …</param>
/// <param name="FixedPort">0: any free one.</param>
internal sealed record EndpointAnnotation(string Name, string Scheme, int FixedPort = 0, string? Variable = null)
{
    public bool IsExternal { get; set; }

    public int Port { get; set; }

    /// <summary>Where each replica listens; the same as <see cref="Port"/> when there is only one.</summary>
    public int[] Targets { get; set; } = [];

    public string Url => $"{Scheme}://{(IsExternal ? "localhost" : "127.0.0.1")}:{Port}";
}

internal sealed record EndpointReference(Resource Resource, string EndpointName)
{
    public string Url => Resource.Endpoint(EndpointName).Url;
}

internal sealed class ResourceUrlAnnotation
{
    public required string Url { get; set; }

    public string? DisplayText { get; set; }
}

internal sealed class HttpCommandOptions
{
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }
}

internal sealed record HttpCommandRequestContext(HttpRequestMessage Request, CancellationToken CancellationToken);

internal sealed record HttpCommand(string Name, string DisplayName, EndpointReference Endpoint, string Path, HttpCommandOptions Options);
