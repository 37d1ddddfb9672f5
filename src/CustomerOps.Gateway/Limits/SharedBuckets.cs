using StackExchange.Redis;

namespace CustomerOps.Gateway.Limits;

/// <summary>The token buckets all gateway replicas share, in Redis. One script reads, fills and takes, by Redis's own clock.</summary>
internal sealed class SharedBuckets(IConfiguration configuration, TimeProvider time, ILogger<SharedBuckets> log) : IDisposable
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

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(250), QuietAfterFailure = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private ConnectionMultiplexer? _redis;
    private long _quietUntil;

    /// <returns>Null when Redis does not answer; then it is not asked again for two seconds.</returns>
    public async Task<(int Got, int Left, TimeSpan Wait)?> Take(string key, Allowance allowance, int want)
    {
        if (time.GetUtcNow().Ticks < Volatile.Read(ref _quietUntil)) return null;
        try
        {
            var redis = await Connect().WaitAsync(AnswerWithin, time);
            var answer = (RedisResult[])(await redis.GetDatabase().ScriptEvaluateAsync(Script, [$"limit:{key}"], [allowance.PerSecond, allowance.Burst, want]).WaitAsync(AnswerWithin, time))!;
            return ((int)answer[0], (int)answer[1], TimeSpan.FromMilliseconds((int)answer[2]));
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            log.LogWarning("Redis does not answer; each gateway limits by itself meanwhile: {Reason}", e.Message);
            Volatile.Write(ref _quietUntil, (time.GetUtcNow() + QuietAfterFailure).Ticks);
            return null;
        }
    }

    private async Task<ConnectionMultiplexer> Connect()
    {
        if (_redis is { } ready) return ready;
        await _connecting.WaitAsync();
        try
        {
            var options = ConfigurationOptions.Parse(configuration.GetConnectionString("cache") ?? throw new InvalidOperationException("ConnectionStrings:cache is not set."));
            // It goes on trying by itself.
            (options.AbortOnConnectFail, options.ConnectTimeout, options.ClientName) = (false, 2000, "gateway");
            return _redis ??= await ConnectionMultiplexer.ConnectAsync(options);
        }
        finally { _connecting.Release(); }
    }

    public void Dispose()
    {
        _redis?.Dispose();
        _connecting.Dispose();
    }
}
