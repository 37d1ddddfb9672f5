using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CustomerOps.Architecture.Tests.Rules;

internal static partial class ProjectRules
{
    /// <summary>The one free version: the package feed decides which of two exact ones it is.</summary>
    private const string FeedChoice = "$(StackExchangeRedisVersion)";
    private const int FirstCommercialMassTransit = 9;

    /// <summary>Versions are exact and central, and MassTransit stays below the commercial one.</summary>
    internal static IEnumerable<string> Versions(string centralVersions)
    {
        foreach (var package in XDocument.Parse(centralVersions).Descendants("PackageVersion"))
        {
            var (id, version) = ((string)package.Attribute("Include")!, (string?)package.Attribute("Version") ?? "");
            if (!ExactVersion().IsMatch(version) && version != FeedChoice) yield return $"{id} has no exact version: '{version}'";
            else if (id.StartsWith("MassTransit", StringComparison.Ordinal) && int.Parse(version.Split('.')[0]) >= FirstCommercialMassTransit) yield return $"{id} {version} is commercial";
        }
    }

    /// <summary>No project names a version of its own.</summary>
    internal static IEnumerable<string> OwnVersions(SourceFile project) =>
        from package in XDocument.Parse(project.Text).Descendants("PackageReference")
        where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
        select $"{project.Path} pins {(string?)package.Attribute("Include")} itself";

    /// <summary>A host knows the shared projects only, never another host.</summary>
    internal static IEnumerable<string> ForeignReferences(SourceFile project, IReadOnlyCollection<string> allowed) =>
        from reference in XDocument.Parse(project.Text).Descendants("ProjectReference")
        let name = Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'))
        where !allowed.Contains(name["CustomerOps.".Length..])
        select $"{project.Path} references {name}";

    /// <summary>Packages whose names begin with one of the given words.</summary>
    internal static IEnumerable<string> ForbiddenPackages(SourceFile project, params string[] forbidden) =>
        from reference in XDocument.Parse(project.Text).Descendants().Where(e => e.Name.LocalName is "PackageReference" or "FrameworkReference")
        let id = (string?)reference.Attribute("Include") ?? ""
        where forbidden.Any(word => id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        select $"{project.Path} references {id}";

    [GeneratedRegex(@"^\d+\.\d+(\.\d+){0,2}$")]
    private static partial Regex ExactVersion();
}
