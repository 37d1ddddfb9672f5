using CustomerOps.Messaging.Due;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>Forget deliveries of long ago.</summary>
[Due("forget-deliveries")]
internal sealed record ForgetDeliveries(DateTimeOffset Planned);

internal static class ForgettingDeliveries
{
    private static readonly TimeSpan Each = TimeSpan.FromDays(1);

    /// <summary>A day from now, unless that is planned already.</summary>
    public static async Task PlanForgettingDeliveries(this TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        if (await db.Database.SqlQuery<int>($"select 1 as \"Value\" from due_messages where tenant_id = {db.Tenant.Required} and name = 'forget-deliveries' and failed_at is null limit 1").AnyAsync(ct)) return;
        db.Schedule(new ForgetDeliveries(time.Now() + Each), time.Now() + Each);
    }
}

/// <summary>What was delivered or given up is kept for thirty days, and of a removed webhook nothing.</summary>
internal sealed class SweepDeliveries(TicketingDb db, TimeProvider time) : IDueHandler<ForgetDeliveries>
{
    private const int AtOnce = 5_000, Days = 30;

    public async Task Handle(ForgetDeliveries message, CancellationToken cancellationToken)
    {
        var (tenant, before) = (db.Tenant.Required, time.Now().AddDays(-Days));
        var swept = await db.Database.ExecuteSqlAsync($"""
            delete from webhook_deliveries where ctid in (
                select d.ctid from webhook_deliveries d where d.tenant_id = {tenant} and not exists (select from webhook_queue q where q.tenant_id = d.tenant_id and q.delivery_id = d.id)
                    and (d.created_at < {before} or not exists (select from webhooks w where w.tenant_id = d.tenant_id and w.id = d.webhook_id)) limit {AtOnce})
            """, cancellationToken);
        var next = swept == AtOnce ? time.Now() : time.Now().AddDays(1);
        if (await db.Set<Webhook>().AnyAsync(cancellationToken) || await db.Set<WebhookDelivery>().AnyAsync(cancellationToken)) db.Schedule(new ForgetDeliveries(next), next);
    }
}
