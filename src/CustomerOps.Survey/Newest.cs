using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Survey;

/// <summary>Lists with the newest first: their cursor holds a time and an id.</summary>
internal static class Newest
{
    /// <summary>The cursor in UTC, which is all PostgreSQL takes.</summary>
    public static (DateTimeOffset At, Guid Id)? After(string? after) =>
        Paging.Read<DateTimeOffset>(after) is var (at, id) ? (at.ToUniversalTime(), id) : null;
}
