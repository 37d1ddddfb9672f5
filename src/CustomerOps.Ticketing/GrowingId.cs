namespace CustomerOps.Ticketing;

/// <summary>Version 7 ids that grow within this process also inside a millisecond: what is said in one breath is listed as it was said.</summary>
internal static class GrowingId
{
    private static long _last;

    public static Guid Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next));
        }
    }
}
