using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>
/// What is timed. First-response: until staff's first public word. Next-response: from the oldest customer message that nobody answered.
/// Periodic-update: since staff's last public word. Resolution and requester-wait: until it is solved. Time-in-queue: since it came to its queue.
/// </summary>
internal enum Metric { FirstResponse, NextResponse, PeriodicUpdate, Resolution, RequesterWait, TimeInQueue }

/// <summary>States in which a clock stands still.</summary>
[Flags]
internal enum Waits { None = 0, Pending = 1, OnHold = 2 }

internal static class Metrics
{
    public const int Count = 6;

    /// <summary>Reply clocks are reset, never paused; the others stand still while the customer is waited for.</summary>
    public static Waits UsualPauses(this Metric metric) => metric is Metric.Resolution or Metric.RequesterWait or Metric.TimeInQueue ? Waits.Pending : Waits.None;

    public static bool IsDone(this TicketState state) => state is TicketState.Solved or TicketState.Closed;

    public static bool Stops(this Waits pauses, TicketState state) =>
        (state == TicketState.Pending && pauses.HasFlag(Waits.Pending)) || (state == TicketState.OnHold && pauses.HasFlag(Waits.OnHold));
}
