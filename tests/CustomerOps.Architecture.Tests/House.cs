using System.Diagnostics;
using System.Reflection;

namespace CustomerOps.Architecture.Tests;

/// <summary>One text file of the project; the path is relative to its root, with forward slashes.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    internal string Name => System.IO.Path.GetFileName(Path);

    internal int Lines => Text.Count(c => c == '\n');

    /// <summary>Lines that say something to the compiler: not blank, not a comment, not a lone brace.</summary>
    internal int CodeLines => Text.Split('\n').Select(line => line.Trim()).Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && line is not ("{" or "}" or "};"));
}

/// <summary>What there is to judge: the files that git knows or would add, and the built assemblies.</summary>
internal static class House
{
    internal static readonly string[] Services = ["Identity", "Ticketing", "Survey", "KnowledgeBase", "Staffing"];
    internal static readonly string[] Hosts = [.. Services, "Gateway", "Demo"];
    internal static readonly string[] SharedProjects = ["Contracts", "ServiceDefaults", "Messaging"];

    internal static string Root { get; } = FindRoot();

    internal static IReadOnlyList<SourceFile> Files { get; } = [.. TrackedPaths().Select(Read)];

    internal static IEnumerable<SourceFile> CSharp(string under = "") =>
        Files.Where(file => file.Path.StartsWith(under, StringComparison.Ordinal) && file.Path.EndsWith(".cs", StringComparison.Ordinal));

    internal static SourceFile File(string path) => Files.Single(file => file.Path == path);

    internal static Assembly Built(string project) => Assembly.Load("CustomerOps." + project);

    private static SourceFile Read(string path) => new(path, System.IO.File.ReadAllText(Path.Combine(Root, path)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "CustomerOps.sln"))) return folder.FullName;
        throw new InvalidOperationException("CustomerOps.sln is in no folder above the tests.");
    }

    private static IEnumerable<string> TrackedPaths()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit(TimeSpan.FromSeconds(30));
        if (git.ExitCode != 0) throw new InvalidOperationException("git does not list the files of the project.");
        return paths.Where(path => System.IO.File.Exists(Path.Combine(Root, path)));
    }
}
