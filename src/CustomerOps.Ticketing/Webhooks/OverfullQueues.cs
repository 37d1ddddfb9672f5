using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>Switches off webhooks for which more waits than may: a receiver that is too slow for what happens must not fill the database.</summary>
internal sealed class OverfullQueues(IServiceScopeFactory scopes, WebhookBook book, WebhookSettings settings, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private DateTimeOffset _next;

    public async Task Look(CancellationToken ct)
    {
        if (time.GetUtcNow() < _next) return;
        _next = time.GetUtcNow() + LookEvery;
        foreach (var found in await Find(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(found.TenantId);
            await scope.ServiceProvider.GetRequiredService<TicketingDb>().SwitchOff(found.WebhookId, null, DisabledBecause.Overfull, book, time, ct);
        }
    }

    private async Task<List<Overfull>> Find(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterBackground();
        return await scope.ServiceProvider.GetRequiredService<TicketingDb>().Database.SqlQuery<Overfull>($"""
            select tenant_id as "TenantId", webhook_id as "WebhookId" from webhook_queue group by tenant_id, webhook_id having count(*) > {settings.MostWaiting}
            """).ToListAsync(ct);
    }

    private sealed record Overfull(Guid TenantId, Guid WebhookId);
}
