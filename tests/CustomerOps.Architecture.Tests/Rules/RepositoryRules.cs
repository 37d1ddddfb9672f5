using System.Text.RegularExpressions;

namespace CustomerOps.Architecture.Tests.Rules;

internal static partial class RepositoryRules
{
    /// <summary>No file knows where packages come from, or where somebody's checkout or home is.</summary>
    internal static IEnumerable<string> Places(IEnumerable<SourceFile> files) =>
        from file in files
        from Match found in Place().Matches(file.Text)
        select $"{file.Path} names {found.Value}";

    /// <summary>Lock files carry versions and hashes; the address is the reader's registry.</summary>
    internal static IEnumerable<string> LockedAddresses(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Name is "package-lock.json" && file.Text.Contains("\"resolved\"", StringComparison.Ordinal)
        select $"{file.Path} carries the addresses of a registry";

    // Written in parts, so that this file does not name what it forbids.
    [GeneratedRegex(@"(registry\.npm" + @"js\.org|registry\.yarn" + @"pkg\.com|api\.nu" + @"get\.org|deb\.deb" + @"ian\.org|pypi\.o" + @"rg|crates\.i" + @"o\b|proxy\.go" + @"lang\.org)"
        + @"|(?<![\w./-])/(wo" + @"rk|ro" + @"ot|ho" + @"me)/[\w.-]+|\b[A-Z]:\\\\?Us" + @"ers\b")]
    private static partial Regex Place();
}
