namespace CustomerOps.Benchmarks.Measures;

/// <summary>One thing that is measured.</summary>
/// <param name="Group">What <c>--only</c> selects.</param>
/// <param name="Once">Measures it once, for so many seconds.</param>
/// <param name="Floors">The names of the measures it is put beside.</param>
internal sealed record Measure(string Group, string Name, Func<TimeSpan, Task<Sample>> Once, params string[] Floors);
