using System.Reflection;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

namespace Aspire.Hosting;

internal sealed class DistributedApplicationException(string message, Exception? inner = null) : Exception(message, inner);

internal sealed record DistributedApplicationExecutionContext(bool IsRunMode);

internal sealed class DistributedApplicationBuilder
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--data"] = "CUSTOMEROPS_DATA", ["--gateway-port"] = "GatewayPort", ["--gateway-address"] = "GatewayAddress", ["--dashboard-port"] = "DashboardPort",
        ["--dashboard"] = "Dashboard", ["--start-seconds"] = "StartSeconds",
    };

    private readonly List<Resource> _resources = [];

    internal DistributedApplicationBuilder(string[] args)
    {
        Configuration.AddEnvironmentVariables().AddCommandLine([.. args.Where(a => a != "--demo")], Switches);
        AppHostDirectory = typeof(DistributedApplicationBuilder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(m => m.Key == nameof(AppHostDirectory)).Value!;
        DataDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Configuration["CUSTOMEROPS_DATA"] ?? Path.Combine(AppHostDirectory, "../.data")));
        Secrets = new Secrets(DataDirectory);
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    /// <summary>This runner only runs; publishing is done by Aspire itself.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(IsRunMode: true);

    internal string DataDirectory { get; }

    internal Secrets Secrets { get; }

    public IResourceBuilder<ProjectResource> AddProject(string name, string projectPath) => Add(new ProjectResource(name, projectPath));

    public IResourceBuilder<ExecutableResource> AddExecutable(string name, string command, string workingDirectory, params string[] args) =>
        Add(new ExecutableResource(name, command, workingDirectory)).WithArgs(args);

    public IResourceBuilder<ParameterResource> AddParameter(string name, GenerateParameterDefault value, bool secret = false, bool persist = false) =>
        secret && persist
            ? new ResourceBuilder<ParameterResource>(this, new ParameterResource(name, () => Secrets.Get(name, value.MinLength)))
            : throw new DistributedApplicationException($"Parameter '{name}': here generated parameters are secret and kept.");

    public IResourceBuilder<ParameterResource> AddParameter(string name, bool secret = false) =>
        new ResourceBuilder<ParameterResource>(this, new ParameterResource(name, () => Configuration[$"Parameters:{name}"]
            ?? throw new DistributedApplicationException($"Parameter '{name}' (secret: {secret}) has no value: give Parameters__{name}.")));

    public DistributedApplication Build() => new(_resources, new RunSettings(AppHostDirectory, DataDirectory), Secrets, Configuration);

    internal IResourceBuilder<T> Add<T>(T resource) where T : Resource
    {
        if (_resources.Exists(r => r.Name == resource.Name))
        {
            throw new DistributedApplicationException($"There are two resources named '{resource.Name}'.");
        }

        _resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }
}

/// <summary>The model, ready to run as processes of this machine.</summary>
internal sealed class DistributedApplication(IReadOnlyList<Resource> resources, RunSettings settings, Secrets secrets, IConfiguration configuration)
{
    public static DistributedApplicationBuilder CreateBuilder(string[] args) => new(args);

    /// <summary>Returns when all is stopped again; the exit code tells whether it went well.</summary>
    public void Run()
    {
        using var interrupt = new Interruption();
        Environment.ExitCode = RunAsync(interrupt.Token).GetAwaiter().GetResult();
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var say = new Progress(Console.Out);
        try
        {
            var seconds = int.Parse(configuration["StartSeconds"] ?? "240", CultureInfo.InvariantCulture);
            await using var instance = await Instance.OpenAsync(resources, settings, secrets, configuration, say);
            await instance.StartAsync(TimeSpan.FromSeconds(seconds), cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            say.Line("stopping");
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 130;
        }
        catch (DistributedApplicationException failure)
        {
            await Console.Error.WriteLineAsync($"error: {failure.Message}");
            return 1;
        }
    }
}
