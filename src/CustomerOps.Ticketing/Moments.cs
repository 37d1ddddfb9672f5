namespace CustomerOps.Ticketing;

internal static class Moments
{
    /// <summary>Now, in whole milliseconds: what PostgreSQL and JSON give back is then equal to what was put in.</summary>
    public static DateTimeOffset Now(this TimeProvider time) => Whole(time.GetUtcNow());

    /// <summary>A time that somebody sent, as it is stored.</summary>
    public static DateTimeOffset? Whole(DateTimeOffset? sent) => sent is { } at ? Whole(at) : null;

    private static DateTimeOffset Whole(DateTimeOffset at) => at.ToUniversalTime().AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
}
