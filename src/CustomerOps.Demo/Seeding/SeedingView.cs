using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Seeding;

internal enum SeedingState { Idle, Running, Done, DoneWithFaults, Failed }

internal sealed record StepView(string Name, int Done, int Failed, int Total, double Seconds);

/// <summary>How seeding goes.</summary>
/// <param name="Problem">What ended it, when it failed.</param>
/// <param name="Faults">What could not be loaded, the first hundred.</param>
internal sealed record SeedingView(
    SeedingState State, DateTimeOffset? BegunAt, DateTimeOffset? EndedAt, string? Problem, IReadOnlyList<StepView> Steps, IReadOnlyList<string> Faults)
{
    private const int MostFaults = 100;
    private Run? _run;

    public static SeedingView Idle { get; } = new(SeedingState.Idle, null, null, null, [], []);

    public static SeedingView Begun(Run run, DateTimeOffset now) => new(SeedingState.Running, now, null, null, [], []) { _run = run };

    public SeedingView Ended(SeedingState state, string? problem, DateTimeOffset now) => this with { State = state, Problem = problem, EndedAt = now };

    /// <summary>With the counts as they are now.</summary>
    public SeedingView Current() => _run is null ? this : this with
    {
        Steps = [.. _run.Steps.Select(s => new StepView(s.Name, s.Done, s.Failed, s.Total, Math.Round(s.Seconds, 1)))],
        Faults = [.. _run.Faults.Take(MostFaults).Select(f => f.ToString())],
    };
}
