using System.Diagnostics;

namespace CustomerOps.Demo.Running;

/// <summary>One part of a run, counted while it goes on.</summary>
internal sealed class Step(string name, int total)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _done, _failed;

    public string Name { get; } = name;

    /// <summary>How many there are; 0 when nobody knows.</summary>
    public int Total { get; private set; } = total;

    public int Done => Volatile.Read(ref _done);

    public int Failed => Volatile.Read(ref _failed);

    public bool Ended => !_clock.IsRunning;

    public double Seconds => _clock.Elapsed.TotalSeconds;

    public double PerSecond => Seconds > 0 ? Done / Seconds : 0;

    public void Succeeded() => Interlocked.Increment(ref _done);

    public void NotDone() => Interlocked.Increment(ref _failed);

    public void End()
    {
        _clock.Stop();
        Total = Done + Failed;
    }
}

/// <summary>Something that could not be loaded.</summary>
/// <param name="Place">File and number, or what it was.</param>
/// <param name="Code">The problem's stable code.</param>
internal sealed record Fault(string Place, string Code, string Detail)
{
    public override string ToString() => $"{Place}: {Code}: {Detail}";
}
