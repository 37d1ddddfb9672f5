using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <summary>The operator's command where an organisation has claimed a mail domain that is not its own: nobody is sent to its provider for it any more.</summary>
internal sealed record ReleaseDomain([StringLength(253, MinimumLength = 3)] string Domain)
{
    public static async Task<NoContent> Handle(ReleaseDomain request, Device device, IdentityDb db, TenantScope tenant, AccessLog log, CancellationToken stop)
    {
        tenant.EnterBackground();
        var name = request.Domain.Trim().ToLowerInvariant();
        var owner = await db.SignInDomains.IgnoreQueryFilters().Where(d => d.Domain == name).Select(d => (Guid?)d.TenantId).SingleOrDefaultAsync(stop) ?? throw new ServiceDefaults.Problems.NotFound("sign-in domain");
        tenant.Enter(owner);
        var provider = await db.SignInProviders.SingleAsync(stop);
        provider.Release(name);
        log.Note(owner, "provider-domain-released", provider.Id, device);
        await db.SaveChangesAsync(stop);
        return TypedResults.NoContent();
    }
}
