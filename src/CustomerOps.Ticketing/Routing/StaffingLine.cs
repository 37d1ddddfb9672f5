namespace CustomerOps.Ticketing.Routing;

/// <summary>
/// Whether Staffing answered lately. While it does not, one question in two seconds finds out for all: a queue of thousands that asks
/// a neighbour who is down would keep both down.
/// </summary>
internal sealed class StaffingLine(TimeProvider time)
{
    private const int MaxPauseSeconds = 60, FirstPauseSeconds = 2;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private long _quietUntil;

    public bool IsDead => time.GetUtcNow().Ticks < Volatile.Read(ref _quietUntil);

    public void Failed() => Volatile.Write(ref _quietUntil, (time.GetUtcNow() + Quiet).Ticks);

    /// <summary>Twice as long each time, at most a minute, and spread so that organisations do not ask all at once.</summary>
    public DateTimeOffset AskAgainAt(int attempt) =>
        time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(MaxPauseSeconds, FirstPauseSeconds * Math.Pow(2, attempt)) * (0.8 + 0.4 * Random.Shared.NextDouble()));
}
