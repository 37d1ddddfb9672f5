using System.Globalization;
using System.Threading.RateLimiting;
using CustomerOps.Gateway.Access;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Limits;

/// <summary>A token bucket per caller, and a small one per address for those without a key. <c>Limits:PerSecond</c> and <c>Limits:Burst</c> change a caller's.</summary>
internal static class RequestLimits
{
    public static void AddRequestLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var (perSecond, burst) = (configuration.GetValue("Limits:PerSecond", 500), configuration.GetValue("Limits:Burst", 2000));
        var (anonymousPerSecond, anonymousBurst) = (configuration.GetValue("Limits:AnonymousPerSecond", 20), configuration.GetValue("Limits:AnonymousBurst", 100));
        services.AddRateLimiter(limits =>
        {
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => KeyHolder.Of(context) is { } holder
                ? RateLimitPartition.GetTokenBucketLimiter($"key {holder.Caller.SubjectId}", _ => Bucket(perSecond, burst))
                : RateLimitPartition.GetTokenBucketLimiter($"address {context.Connection.RemoteIpAddress}", _ => Bucket(anonymousPerSecond, anonymousBurst)));
            limits.OnRejected = async (rejected, stop) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                await new Problem(429, "limit.exceeded", "Too many requests; wait as long as Retry-After says.").Write(rejected.HttpContext, stop);
            };
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) => new()
    {
        TokenLimit = burst, TokensPerPeriod = Math.Max(1, perSecond / 5), ReplenishmentPeriod = TimeSpan.FromMilliseconds(200), QueueLimit = 0, AutoReplenishment = true,
    };
}
