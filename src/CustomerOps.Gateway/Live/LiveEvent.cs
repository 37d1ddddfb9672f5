using System.Globalization;
using CustomerOps.ServiceDefaults.Cache;
using StackExchange.Redis;

namespace CustomerOps.Gateway.Live;

/// <param name="Id">The Redis stream's, the same at every replica; a client resumes with it.</param>
/// <param name="Data">Id, type, time and subject of what happened, or the word to reload.</param>
internal sealed record LiveEvent(string Id, string Data)
{
    public bool IsReload => Data == LiveEntries.Reload;

    /// <summary>The service that told it: what <c>topics</c> names.</summary>
    public bool Is(IReadOnlyList<string> topics) => IsReload || topics.Count == 0 || topics.Any(t => Data.Contains($"\"type\":\"{t}.", StringComparison.Ordinal));

    /// <summary>The entries after <paramref name="after"/>, at most five hundred; null when Redis does not answer.</summary>
    public static async Task<IReadOnlyList<LiveEvent>?> ReadAfter(RedisLink redis, Guid tenantId, string after)
    {
        var answer = await redis.Ask(database => database.ExecuteAsync("XRANGE", LiveEntries.Key(tenantId), "(" + after, "+", "COUNT", 500));
        return answer is null ? null : [.. Entries(answer)];
    }

    /// <summary>The oldest kept and the newest id, both <c>0-0</c> where there is none; null when Redis does not answer.</summary>
    public static async Task<(string Oldest, string Newest)?> Ends(RedisLink redis, Guid tenantId)
    {
        var key = LiveEntries.Key(tenantId);
        var first = await redis.Ask(database => database.ExecuteAsync("XRANGE", key, "-", "+", "COUNT", 1));
        var last = await redis.Ask(database => database.ExecuteAsync("XREVRANGE", key, "+", "-", "COUNT", 1));
        return first is null || last is null ? null : (Entries(first).FirstOrDefault()?.Id ?? "0-0", Entries(last).FirstOrDefault()?.Id ?? "0-0");
    }

    /// <summary>By time, then by number within the millisecond.</summary>
    public static int Compare(string a, string b)
    {
        var ((time, number), (otherTime, otherNumber)) = (Parts(a), Parts(b));
        return time != otherTime ? time.CompareTo(otherTime) : number.CompareTo(otherNumber);
    }

    public static bool IsId(string text) =>
        text.Split('-') is [var time, var number] && text.Length <= 40 && ulong.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out _) && ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static (ulong, ulong) Parts(string id) => id.Split('-') is [var time, var number] ? (ulong.Parse(time, CultureInfo.InvariantCulture), ulong.Parse(number, CultureInfo.InvariantCulture)) : (0, 0);

    private static IEnumerable<LiveEvent> Entries(RedisResult answer) =>
        from entry in (RedisResult[])answer!
        let parts = (RedisResult[])entry!
        let fields = (string[])parts[1]!
        select new LiveEvent((string)parts[0]!, fields[1]);
}
