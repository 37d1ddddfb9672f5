using System.Globalization;
using System.Threading.RateLimiting;
using CustomerOps.Gateway.Routing;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// The doors that take a password, a code or a mailed token: few tries a minute per address (<c>Limits:SignInPerMinute</c>), counted by each replica,
/// besides the limit that every caller has and the lock-out that Identity keeps per account.
/// </summary>
internal sealed class SignInLimit(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ =>
    {
        var perMinute = configuration.GetValue("Limits:SignInPerMinute", 30);
        return new TokenBucketRateLimiterOptions { TokenLimit = perMinute, TokensPerPeriod = Math.Max(1, perMinute / 6), ReplenishmentPeriod = TimeSpan.FromSeconds(10), QueueLimit = 0 };
    }));

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (!ServiceRoutes.IsDoor(context)) { await next(context); return; }
        using var lease = _limiter.AttemptAcquire($"{context.Connection.RemoteIpAddress}");
        if (lease.IsAcquired) { await next(context); return; }
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await new Problem(429, "limit.exceeded", "Too many tries from this address; wait as long as Retry-After says.").Write(context, context.RequestAborted);
    }

    public void Dispose() => _limiter.Dispose();
}
