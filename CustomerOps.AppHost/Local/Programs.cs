namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program of the machine: node, npx, …</summary>
internal class ExecutableResource(string name, string command, string directory) : Resource(name)
{
    public override LaunchPlan? Plan(RunSettings run) => new(command, Arguments, Path.GetFullPath(directory, run.AppHostDirectory));
}

/// <summary>A .NET project of ours, run from what the build left in its bin folder (same configuration as this AppHost).</summary>
internal sealed class ProjectResource : Resource
{
    public ProjectResource(string name, string project) : base(name)
    {
        Path = project;
        SendsTelemetry = true;
        Environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = _ => "true";
    }

    public override string Kind => "Project";

    public string Path { get; }

    public override LaunchPlan? Plan(RunSettings run)
    {
        var project = System.IO.Path.GetFullPath(Path, run.AppHostDirectory);
        var folder = System.IO.Path.GetDirectoryName(project)!;
        var framework = System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var built = System.IO.Path.Combine(System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(framework)!), System.IO.Path.GetFileName(framework));
        var assembly = System.IO.Path.Combine(folder, "bin", built, System.IO.Path.GetFileNameWithoutExtension(project) + ".dll");
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
