using System.Globalization;
using CustomerOps.Gateway.Limits;
using CustomerOps.Gateway.Routing;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// The doors that take a password, a code or a mailed token: few tries a minute per address (<c>Limits:SignInPerMinute</c>) at all replicas together, besides
/// the limit that every caller has and the lock-out that Identity keeps per account. Without Redis each replica allows that many by itself.
/// </summary>
internal sealed class SignInLimit(CallerBuckets buckets, IConfiguration configuration)
{
    private readonly Allowance _allowance = Allowance.PerMinute(configuration.GetValue("Limits:SignInPerMinute", 30));

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (!ServiceRoutes.IsDoor(context)) { await next(context); return; }
        // Its size is in the name: a changed setting begins a new bucket instead of spending what the old one held.
        var decision = await buckets.Spend($"door/{_allowance.Burst}:{context.Connection.RemoteIpAddress}", _allowance);
        if (decision.Allowed) { await next(context); return; }
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(decision.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await LimitAnswer.Write(context, "Too many tries from this address; wait as long as Retry-After says.");
    }
}
