namespace CustomerOps.Ticketing.Automation;

/// <summary>
/// What triggers make of something that happened. The first in order that fires does so; then it begins again from the first, with what has happened since, and each fires
/// once at most. So a cycle ends after as many firings as there are triggers, whatever they do.
/// </summary>
internal static class Cycle
{
    /// <param name="triggers">In their order.</param>
    /// <param name="happened">To begin with; grows by what the firings do.</param>
    /// <param name="fires">Do its conditions hold now?</param>
    /// <param name="fire">Does the steps; tells what happened by them, or null where the cycle is to end.</param>
    public static async Task Run(IReadOnlyList<Trigger> triggers, HashSet<Happening> happened, Func<Trigger, bool> fires, Func<Trigger, Task<IReadOnlyCollection<Happening>?>> fire)
    {
        var fired = new HashSet<Guid>();
        while (triggers.FirstOrDefault(t => !fired.Contains(t.Id) && t.Spec.On.Any(happened.Contains) && fires(t)) is { } next)
        {
            fired.Add(next.Id);
            if (await fire(next) is not { } more) return;
            happened.UnionWith(more);
        }
    }
}
