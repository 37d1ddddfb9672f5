using System.Globalization;
using CustomerOps.Gateway.Access;

namespace CustomerOps.Gateway.Limits;

/// <summary>
/// A token bucket per caller and one for its organisation, so that many keys are no way around; a small one per address for those without a key. Every answer
/// says how much is left (<c>RateLimit</c>, <c>RateLimit-Policy</c>). <c>Limits:PerSecond</c> and <c>Limits:Burst</c> change a caller's,
/// <c>Limits:Organisation…</c> an organisation's, <c>Limits:Anonymous…</c> an address's.
/// </summary>
internal static class RequestLimits
{
    public static void AddRequestLimits(this IServiceCollection services)
    {
        services.AddSingleton<SharedBuckets>();
        services.AddSingleton<CallerBuckets>();
    }

    public static void UseRequestLimits(this WebApplication app)
    {
        var (buckets, refusals) = (app.Services.GetRequiredService<CallerBuckets>(), new SlowRefusals(app.Services.GetRequiredService<TimeProvider>()));
        var caller = new Allowance(app.Configuration.GetValue("Limits:PerSecond", 500), app.Configuration.GetValue("Limits:Burst", 2000));
        var organisation = new Allowance(app.Configuration.GetValue("Limits:OrganisationPerSecond", 1000), app.Configuration.GetValue("Limits:OrganisationBurst", 4000));
        var stranger = new Allowance(app.Configuration.GetValue("Limits:AnonymousPerSecond", 20), app.Configuration.GetValue("Limits:AnonymousBurst", 100));
        app.Use(async (context, next) =>
        {
            var (key, name, allowance) = KeyHolder.Of(context) is { } holder
                ? ($"caller:{holder.Caller.SubjectId:n}", "caller", caller)
                // Who asks for the health is not kept waiting by strangers of the same address.
                : ($"{(context.Request.Path.StartsWithSegments("/health") ? "health" : "address")}:{context.Connection.RemoteIpAddress}", "address", stranger);
            var decision = await buckets.Spend(key, allowance);
            if (decision.Allowed && KeyHolder.Of(context) is { } member && await buckets.Spend($"organisation:{member.Caller.TenantId:n}", organisation) is { Allowed: false } shared)
                (decision, name, allowance) = (shared, "organisation", organisation);
            Tell(context.Response.Headers, name, allowance, decision);
            if (decision.Allowed) { await next(context); return; }
            // Who asks again at once would keep the gateway busy with refusals.
            await refusals.Hold(context.RequestAborted);
            await LimitAnswer.Write(context, "Too many requests; wait as long as Retry-After says.");
        });
    }

    private static void Tell(IHeaderDictionary headers, string name, Allowance allowance, Decision decision)
    {
        var full = Math.Ceiling((allowance.Burst - decision.Remaining) / allowance.PerSecond);
        headers["RateLimit-Policy"] = $"\"{name}\";q={allowance.Burst};w={allowance.Window}";
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={decision.Remaining};t={full}");
        if (!decision.Allowed) headers.RetryAfter = Math.Max(1, Math.Ceiling(decision.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
