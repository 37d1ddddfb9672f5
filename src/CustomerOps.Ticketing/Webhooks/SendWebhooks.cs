using System.Collections.Concurrent;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>
/// Sends what is due, of all organisations. A loop of its own, for due messages follow one another and must not wait for a stranger's server. Each
/// webhook has a few lanes at once, so one that hangs holds up nobody else; what a dead process had in hand is taken up by another after a minute.
/// </summary>
internal sealed class SendWebhooks(IServiceScopeFactory scopes, OverfullQueues overfull, WebhookSettings settings, ILogger<SendWebhooks> log) : BackgroundService
{
    private const int MostAtOnce = 200, LanesOfOne = 8, LanesTaken = 4, Looked = 100;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250), AfterTrouble = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<long, (Guid WebhookId, Task Run)> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = LookEvery;
            try
            {
                if (_running.Count < MostAtOnce)
                    foreach (var head in await Claim(stoppingToken)) Start(head, stoppingToken);
                await overfull.Look(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception e)
            {
                log.LogWarning("Webhooks' queue could not be read and is tried again: {Reason}", e.Message);
                pause = AfterTrouble;
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running.Values.Select(r => r.Run));
    }

    private void Start(LaneHead head, CancellationToken stopping)
    {
        var begun = new TaskCompletionSource();
        _running[head.Seq] = (head.WebhookId, begun.Task);
        _ = Task.Run(async () =>
        {
            try { await Run(head, stopping); }
            finally
            {
                _running.TryRemove(head.Seq, out _);
                begun.SetResult();
            }
        }, CancellationToken.None);
    }

    private async Task Run(LaneHead head, CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(head.TenantId);
            await scope.ServiceProvider.GetRequiredService<SendLane>().Run(head, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { /* taken up by another process */ }
        catch (Exception e) { log.LogWarning("Deliveries of webhook {Webhook} stopped and are taken up again: {Reason}", head.WebhookId, e.Message); }
    }

    /// <summary>Takes the first of lanes that are due. What stands behind another is put off until that one's time, so it is not looked at again and again.</summary>
    private async Task<List<LaneHead>> Claim(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterBackground();
        var db = scope.ServiceProvider.GetRequiredService<TicketingDb>();
        Guid[] busy = [.. _running.Values.GroupBy(r => r.WebhookId).Where(g => g.Count() > LanesOfOne - LanesTaken).Select(g => g.Key)];
        return await db.Database.SqlQuery<LaneHead>($"""
            with recursive hooks as (
                (select webhook_id from webhook_queue order by webhook_id limit 1)
                union all
                select (select q.webhook_id from webhook_queue q where q.webhook_id > h.webhook_id order by q.webhook_id limit 1) from hooks h where h.webhook_id is not null
            ), looked as (
                select q.tenant_id, q.seq from hooks h cross join lateral (
                    select tenant_id, seq from webhook_queue where webhook_id = h.webhook_id and due_at <= now() order by due_at, seq limit {Looked}) q
                where h.webhook_id is not null and not h.webhook_id = any({busy})
            ), due as (
                select q.tenant_id, q.seq, q.webhook_id, q.lane from webhook_queue q join looked using (tenant_id, seq) where q.due_at <= now() for update of q skip locked
            ), placed as (
                select due.*, first.seq = due.seq as leads, first.due_at, row_number() over (partition by due.webhook_id, first.seq = due.seq order by due.seq) as place
                from due cross join lateral (
                    select seq, due_at from webhook_queue f where f.tenant_id = due.tenant_id and f.webhook_id = due.webhook_id and f.lane = due.lane order by seq limit 1) first
            ), moved as (
                update webhook_queue q set due_at = case when p.leads then now() + {settings.Hold} else greatest(p.due_at, now() + interval '1 second') end
                from placed p where q.tenant_id = p.tenant_id and q.seq = p.seq and (not p.leads or p.place <= {LanesTaken})
                returning q.tenant_id, q.seq, q.webhook_id, q.lane, q.delivery_id, q.tries, p.leads
            )
            select tenant_id as "TenantId", seq as "Seq", webhook_id as "WebhookId", lane as "Lane", delivery_id as "DeliveryId", tries as "Tries" from moved where leads
            """).ToListAsync(stop);
    }
}
