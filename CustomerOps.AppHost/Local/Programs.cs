namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program of the machine: node, npx, …</summary>
internal class ExecutableResource(string name, string command, string directory) : Resource(name)
{
    public override LaunchPlan? Plan(RunSettings run) => new(command, Arguments, Path.GetFullPath(directory, run.AppHostDirectory));
}

/// <summary>A .NET project of ours, run from what the build left in its bin folder (same configuration as this AppHost).</summary>
internal sealed class ProjectResource : Resource
{
    private readonly string _project;

    public ProjectResource(string name, string project) : base(name)
    {
        _project = project;
        SendsTelemetry = true;
        Environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = _ => "true";
    }

    public override string Kind => "Project";

    public override LaunchPlan? Plan(RunSettings run)
    {
        var project = Path.GetFullPath(_project, run.AppHostDirectory);
        var folder = Path.GetDirectoryName(project)!;
        var framework = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var built = Path.Combine(Path.GetFileName(Path.GetDirectoryName(framework)!), Path.GetFileName(framework));
        var assembly = Path.Combine(folder, "bin", built, Path.GetFileNameWithoutExtension(project) + ".dll");
        return File.Exists(assembly)
            ? new LaunchPlan("dotnet", [assembly, .. Arguments], folder)
            : throw new DistributedApplicationException($"{assembly} is not there: build the solution first.");
    }
}

/// <summary>A secret or setting, generated once and kept.</summary>
internal sealed class ParameterResource(string name, Func<string> value) : Resource(name)
{
    public string Value => value();

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(Value);
}

internal sealed class GenerateParameterDefault
{
    public int MinLength { get; set; } = 22;

    /// <summary>Generated values are letters and digits only, whatever this says.</summary>
    public bool Special { get; set; } = true;
}

internal abstract class ResourceWithConnectionString(string name) : Resource(name)
{
    public abstract string ConnectionString { get; }
}
