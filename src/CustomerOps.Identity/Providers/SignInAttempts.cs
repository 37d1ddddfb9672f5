using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <summary>Finds the provider behind an address, and remembers who has been sent there.</summary>
internal sealed class SignInAttempts(IdentityDb db, TenantScope tenant, TimeProvider time)
{
    private const int SecretCharacters = 43;

    /// <summary>By the domain alone: whether the address is anybody's is not told.</summary>
    public async Task<SignInProvider?> ProviderFor(string email, CancellationToken stop)
    {
        tenant.EnterBackground();
        var domain = MailDomain.Of(email);
        if (domain.Length == 0) return null;
        var claimed = db.SignInDomains.IgnoreQueryFilters().Where(d => d.Domain == domain).Select(d => d.ProviderId);
        return await db.SignInProviders.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(p => claimed.Contains(p.Id), stop);
    }

    public Task Begin(SignInProvider provider, AttemptSecrets secrets, CancellationToken stop)
    {
        db.Add(SignInAttempt.Begin(provider, secrets, time.GetUtcNow()));
        return db.SaveChangesAsync(stop);
    }

    /// <summary>Uses the attempt up and enters its organisation. Of two with the same state one goes on; another browser uses up nothing.</summary>
    public async Task<SignInProvider> Take(AttemptSecrets shown, CancellationToken stop)
    {
        tenant.EnterBackground();
        if (shown.State.Length != SecretCharacters || shown.Browser.Length != SecretCharacters) throw new AttemptUnknown();
        var (state, browser, now) = (Secret.HashOf(shown.State), Secret.HashOf(shown.Browser), time.GetUtcNow());
        var mine = db.SignInAttempts.Where(a => a.StateHash == state && a.BrowserHash == browser);
        if (await mine.Where(a => a.UsedAt == null && a.ExpiresAt > now).ExecuteUpdateAsync(set => set.SetProperty(a => a.UsedAt, now), stop) == 0) throw new AttemptUnknown();
        var attempt = await mine.AsNoTracking().SingleAsync(stop);
        tenant.Enter(attempt.TenantId);
        // Another issuer than the browser was sent to must not answer for it.
        return await db.SignInProviders.AsNoTracking().SingleOrDefaultAsync(p => p.Issuer == attempt.Issuer, stop) ?? throw new AttemptUnknown();
    }
}
