using System.Reflection;

namespace CustomerOps.Testing.Stack;

/// <summary>Where things are in this checkout.</summary>
public static class Repository
{
    /// <summary>The folder that holds CustomerOps.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Real input beside the checkout; null in a clone that stands alone.</summary>
    public static string? SharedData { get; } = Directory.Exists(Path.Combine(Root, "../shared/data")) ? Path.GetFullPath(Path.Combine(Root, "../shared/data")) : null;

    /// <summary>The program of a project as the last build left it.</summary>
    public static string Program(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;
        var path = Path.Combine(Root, project, "bin", configuration, "net10.0", Path.GetFileName(project) + ".dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{project} is not built ({configuration}): run dotnet build CustomerOps.sln first.");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CustomerOps.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not run from within a checkout.");
    }
}
