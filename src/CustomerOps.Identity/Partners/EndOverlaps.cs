using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Partners;

/// <summary>Every ten seconds: ends what partners still have from a secret whose overlap is over. A broker that is away delays it; it is tried until it is done.</summary>
internal sealed class EndOverlaps(IServiceProvider services, TimeProvider time, ILogger<EndOverlaps> log) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (tenantId, name) in await Over(stoppingToken)) await End(tenantId, name, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception e) { log.LogWarning("Partners' old secrets could not be ended and are tried again: {Reason}", e.Message); }
            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<List<(Guid TenantId, string Name)>> Over(CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterBackground();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<IdentityDb>(), time.GetUtcNow());
        var over = await db.Partners.IgnoreQueryFilters().Where(p => p.PreviousUntil <= now).OrderBy(p => p.PreviousUntil).Take(AtOnce).Select(p => new { p.TenantId, p.Name }).ToListAsync(stop);
        return [.. over.Select(p => (p.TenantId, p.Name))];
    }

    private async Task End(Guid tenantId, string name, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenantId);
        var (db, broker) = (scope.ServiceProvider.GetRequiredService<IdentityDb>(), scope.ServiceProvider.GetRequiredService<BrokerUsers>());
        try
        {
            await db.Alone(name, async () =>
            {
                var partner = await db.Partner(name, stop);
                if (partner.PreviousUntil <= time.GetUtcNow()) await RevokePreviousSecret.End(partner, broker, stop);
                return name;
            }, stop);
        }
        catch (Exception e) when (e is NotFound or RuleViolation) { log.LogInformation("A partner's old secret is being ended elsewhere: {Reason}", e.Message); }
    }
}
