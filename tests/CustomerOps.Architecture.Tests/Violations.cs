namespace CustomerOps.Architecture.Tests;

internal static class Violations
{
    internal static void ShouldBeNone(this IEnumerable<string> violations)
    {
        var found = violations.ToList();
        if (found.Count > 0) Assert.Fail($"{found.Count} against the house rule:\n  " + string.Join("\n  ", found));
    }
}
