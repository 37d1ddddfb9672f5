using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

internal static class SwitchingOff
{
    /// <summary>CustomerOps switches a webhook off, once, whoever found the reason first.</summary>
    /// <param name="seen">The version that was found wanting: an answer to a request of before somebody changed it says nothing of what it is now. Null: whichever.</param>
    public static async Task SwitchOff(this TicketingDb db, Guid webhookId, int? seen, DisabledBecause because, WebhookBook book, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.WebhooksOneAtATime(ct);
        if (await db.Set<Webhook>().SingleOrDefaultAsync(w => w.Id == webhookId, ct) is not { Active: true } hook || (seen ?? hook.Version) != hook.Version) return;
        hook.SwitchOff(because, time.Now());
        await db.GiveUpWaiting(webhookId, time.Now(), ct);
        await db.Stored(hook, transaction, book, ct);
    }

    /// <summary>What waits for a webhook that hears nothing any more. It can be replayed.</summary>
    public static async Task GiveUpWaiting(this TicketingDb db, Guid webhookId, DateTimeOffset now, CancellationToken ct)
    {
        var tenant = db.Tenant.Required;
        // In the order in which who sends takes them, so that neither waits for the other for ever.
        await db.Database.ExecuteSqlAsync($"""
            with held as (
                select tenant_id, seq from webhook_queue where tenant_id = {tenant} and webhook_id = {webhookId} order by seq for update
            ), gone as (
                delete from webhook_queue q using held where q.tenant_id = held.tenant_id and q.seq = held.seq returning q.delivery_id
            )
            update webhook_deliveries d set state = 'given-up', because = 'switched-off', settled_at = {now} from gone where d.tenant_id = {tenant} and d.id = gone.delivery_id
            """, ct);
    }
}
