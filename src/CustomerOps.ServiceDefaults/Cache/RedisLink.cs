using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace CustomerOps.ServiceDefaults.Cache;

/// <summary>Redis as a help and never as a need: it is asked with a short deadline, and left alone for two seconds when it does not answer.</summary>
public sealed class RedisLink(IConfiguration configuration, ServiceName service, TimeProvider time, ILogger<RedisLink> log) : IDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(250), QuietAfterFailure = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private ConnectionMultiplexer? _redis;
    private long _quietUntil;

    /// <returns>Null when Redis does not answer.</returns>
    public async Task<T?> Ask<T>(Func<IDatabase, Task<T>> question) where T : class
    {
        if (time.GetUtcNow().Ticks < Volatile.Read(ref _quietUntil)) return null;
        try
        {
            var redis = await Connect().WaitAsync(AnswerWithin, time);
            return await question(redis.GetDatabase()).WaitAsync(AnswerWithin, time);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            log.LogWarning("Redis does not answer and is left alone for two seconds: {Reason}", e.Message);
            Volatile.Write(ref _quietUntil, (time.GetUtcNow() + QuietAfterFailure).Ticks);
            return null;
        }
    }

    /// <summary>Calls <paramref name="heard"/> for every message on the channel, also after Redis was away; nothing is kept meanwhile.</summary>
    public async Task Subscribe(string channel, Action<string> heard, CancellationToken cancellationToken)
    {
        var redis = await Connect().WaitAsync(cancellationToken);
        await redis.GetSubscriber().SubscribeAsync(channel, (_, message) => heard(message!)).WaitAsync(cancellationToken);
    }

    private async Task<ConnectionMultiplexer> Connect()
    {
        if (_redis is { } ready) return ready;
        await _connecting.WaitAsync();
        try
        {
            var options = ConfigurationOptions.Parse(configuration.GetConnectionString("cache") ?? throw new InvalidOperationException("ConnectionStrings:cache is not set."));
            // It goes on trying by itself.
            (options.AbortOnConnectFail, options.ConnectTimeout, options.ClientName) = (false, 2000, service.Value);
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
