using CustomerOps.ServiceDefaults.Cache;
using StackExchange.Redis;

namespace CustomerOps.Gateway.Limits;

/// <summary>The token buckets all gateway replicas share, in Redis. One script reads, fills and takes, by Redis's own clock.</summary>
internal sealed class SharedBuckets(RedisLink redis)
{
    private const string Script = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
        local rate, burst, want = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
        local tokens = math.min(burst, (tonumber(kept[1]) or burst) + math.max(0, now - (tonumber(kept[2]) or now)) * rate / 1000)
        local got = math.min(want, math.floor(tokens))
        tokens = tokens - got
        redis.call('HMSET', KEYS[1], 'tokens', tostring(tokens), 'at', now)
        redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000) + 1000)
        local wait = 0
        if got == 0 then wait = math.ceil((1 - tokens) * 1000 / rate) end
        return { got, math.floor(tokens), wait }
        """;

    /// <returns>Null when Redis does not answer.</returns>
    public async Task<(int Got, int Left, TimeSpan Wait)?> Take(string key, Allowance allowance, int want)
    {
        var answer = await redis.Ask(database => database.ScriptEvaluateAsync(Script, [$"limit:{key}"], [allowance.PerSecond, allowance.Burst, want]));
        if (answer is null) return null;
        return (RedisResult[]?)answer is [var got, var left, var wait] ? ((int)got, (int)left, TimeSpan.FromMilliseconds((int)wait)) : null;
    }
}
