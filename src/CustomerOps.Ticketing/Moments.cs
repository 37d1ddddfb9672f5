namespace CustomerOps.Ticketing;

internal static class Moments
{
    /// <summary>Now, in whole milliseconds: what PostgreSQL and JSON give back is then equal to what was put in.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
