using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

/// <param name="Deliveries">Which; or:</param>
/// <param name="From">those of events from then,</param>
/// <param name="To">to before then; the first 10,000 of them.</param>
[Example("""{ "from": "2026-11-01T08:00:00Z", "to": "2026-11-01T09:00:00Z" }""")]
internal sealed record ReplayRequest([MinLength(1), MaxLength(100)] Guid[]? Deliveries = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <param name="Queued">How many are sent again; what waits already is not sent twice for it.</param>
/// <param name="Through">The time of the last of them: with more than 10,000, ask again from there.</param>
internal sealed record ReplayView(int Queued, DateTimeOffset? Through);

internal static class ReplayDeliveries
{
    private const int Most = 10_000;

    public static async Task<ReplayView> Handle(Guid id, ReplayRequest request, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var span = request is { From: { } from, To: { } to } && from < to;
        RuleViolation.Unless(request.Deliveries is null ? span : request is { From: null, To: null }, "webhook.replay-of-what", "Name deliveries, or from and a later to.", "deliveries");
        await using var transaction = await db.WebhooksOneAtATime(ct);
        var hook = await db.WebhookToRead(id, ct);
        RuleViolation.Unless(hook.Active, "webhook.switched-off", "The webhook is switched off; switch it on first.");
        var tenant = db.Tenant.Required;
        var (named, begin, end) = (request.Deliveries ?? [], request.From?.ToUniversalTime() ?? DateTimeOffset.MinValue, request.To?.ToUniversalTime() ?? DateTimeOffset.MinValue);
        // In the order of their making; a replay stands behind what waits for the same thing already.
        var queued = await db.Database.SqlQuery<Queued>($"""
            with asked as (
                select id, coalesce(subject, id) as lane, created_at from webhook_deliveries d
                where d.tenant_id = {tenant} and d.webhook_id = {id} and d.body is not null and (d.id = any({named}) or (d.created_at >= {begin} and d.created_at < {end}))
                    and not exists (select from webhook_queue q where q.tenant_id = d.tenant_id and q.delivery_id = d.id)
                order by id limit {Most}
            ), again as (
                insert into webhook_queue (tenant_id, webhook_id, lane, delivery_id, due_at, tries) select {tenant}, {id}, lane, id, {time.GetUtcNow()}, 0 from asked order by id
            ), marked as (
                update webhook_deliveries d set state = 'waiting', because = null, settled_at = null from asked where d.tenant_id = {tenant} and d.id = asked.id
            )
            select count(*)::int as "Count", max(created_at) as "Through" from asked
            """).ToListAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return new(queued[0].Count, queued[0].Through);
    }

    private sealed record Queued(int Count, DateTimeOffset? Through);
}
