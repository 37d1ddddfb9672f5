using CustomerOps.Messaging.Due;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Readings;

/// <summary>Forget readings of long ago.</summary>
[Due("forget-readings")]
internal sealed record ForgetReadings(DateTimeOffset Planned);

internal static class ForgettingReadings
{
    /// <summary>A day from now, unless that is planned already.</summary>
    public static async Task PlanForgettingReadings(this KnowledgeBaseDb db, TimeProvider time, CancellationToken ct)
    {
        if (await db.Database.SqlQuery<int>($"select 1 as \"Value\" from due_messages where tenant_id = {db.Tenant.Required} and name = 'forget-readings' and failed_at is null limit 1").AnyAsync(ct)) return;
        db.Schedule(new ForgetReadings(time.GetUtcNow().AddDays(1)), time.GetUtcNow().AddDays(1));
    }
}

/// <summary>Readings are kept for 400 days (<c>Readings:KeepDays</c>, at least 31: what is told late is not forgotten at once).</summary>
internal sealed class SweepReadings(KnowledgeBaseDb db, IConfiguration configuration, TimeProvider time) : IDueHandler<ForgetReadings>
{
    private const int AtOnce = 5_000;

    public async Task Handle(ForgetReadings message, CancellationToken cancellationToken)
    {
        var (tenant, now) = (db.Tenant.Required, time.GetUtcNow());
        var before = now.AddDays(-Math.Max(31, configuration.GetValue("Readings:KeepDays", 400)));
        var swept = await db.Database.ExecuteSqlAsync($"delete from article_readings where ctid in (select ctid from article_readings where tenant_id = {tenant} and read_at < {before} order by read_at limit {AtOnce})", cancellationToken);
        var next = swept == AtOnce ? now : now.AddDays(1);
        if (await db.Readings.AnyAsync(cancellationToken)) db.Schedule(new ForgetReadings(next), next);
    }
}
