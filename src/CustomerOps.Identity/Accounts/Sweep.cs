using CustomerOps.Identity.Authenticator;
using CustomerOps.Identity.Providers;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Accounts;

/// <summary>At the start and every hour: seals second factors and providers' secrets by the newest key; forgets tries and ways to a provider after a day, links a week and sessions a month after their end,
/// and what happened at the door after 400 days (<c>AccessLog:KeepDays</c>, at least 30).</summary>
internal sealed class Sweep(IServiceProvider services, IConfiguration configuration, TimeProvider time, ILogger<Sweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Run(stoppingToken);
                await Task.Delay(TimeSpan.FromHours(1), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception e)
            {
                log.LogWarning("What sign-in left behind could not be swept and is tried again: {Reason}", e.Message);
                await Task.Delay(TimeSpan.FromMinutes(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Run(CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterBackground();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await scope.ServiceProvider.GetRequiredService<SealSecrets>().Run(stop);
        await scope.ServiceProvider.GetRequiredService<SealProviders>().Run(stop);
        var now = time.GetUtcNow();
        var (day, week, month) = (now.AddDays(-1), now.AddDays(-7), now.AddDays(-30));
        await db.Database.ExecuteSqlAsync($"delete from sign_in_tries where last_at < {day} and coalesce(locked_until, last_at) < {day}", stop);
        await db.SignInAttempts.Where(a => a.ExpiresAt < day).ExecuteDeleteAsync(stop);
        await db.Links.Where(l => l.ExpiresAt < week).ExecuteDeleteAsync(stop);
        await db.Sessions.Where(s => s.EndsAt < month || s.EndedAt < month).ExecuteDeleteAsync(stop);
        var kept = now.AddDays(-Math.Max(30, configuration.GetValue("AccessLog:KeepDays", 400)));
        await db.Database.ExecuteSqlAsync($"select forget_access({kept})", stop);
    }
}
