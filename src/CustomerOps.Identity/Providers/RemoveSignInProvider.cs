using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

internal static class RemoveSignInProvider
{
    public static async Task<NoContent> Handle(IfMatch ifMatch, Caller caller, Device device, IdentityDb db, ProviderLinks links, AccessLog log, CancellationToken stop)
    {
        var provider = await db.SignInProviders.SingleOrDefaultAsync(stop) ?? throw new ServiceDefaults.Problems.NotFound("sign-in provider");
        ifMatch.Check(provider.Version);
        await links.ForgetAll(stop);
        db.Remove(provider);
        log.Note(caller.TenantId, "provider-removed", provider.Id, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        return TypedResults.NoContent();
    }
}
