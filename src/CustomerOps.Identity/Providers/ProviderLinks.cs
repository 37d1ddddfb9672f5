using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <summary>Whom the organisation's provider has vouched for, and what it led to.</summary>
internal sealed class ProviderLinks(IdentityDb db, AcrossOrganisations across, TimeProvider time, ServiceDefaults.Data.TenantScope tenant)
{
    /// <summary>True once somebody signed in: closing other ways shuts nobody out for a mistyped client.</summary>
    public Task<bool> Proven(CancellationToken stop) => db.ProviderLinks.AnyAsync(stop);

    /// <summary>What is forgotten and ended, with the next save: all, or one person's.</summary>
    public async Task ForgetAll(CancellationToken stop, Guid? personId = null)
    {
        await across.Look(stop);
        var (now, own) = (time.GetUtcNow(), tenant.Required);
        foreach (var link in await db.ProviderLinks.Where(l => personId == null || l.PersonId == personId).ToListAsync(stop)) db.Remove(link);
        foreach (var session in await db.Sessions.Where(s => s.TenantId == own && s.PersonId != null && (personId == null || s.PersonId == personId) && s.EndedAt == null).ToListAsync(stop)) session.End(now);
    }
}
