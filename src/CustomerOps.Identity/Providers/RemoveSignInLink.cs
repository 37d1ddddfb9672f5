using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <summary>For a person whom the provider knows anew: another subject, or another person behind the address.</summary>
internal static class RemoveSignInLink
{
    public static async Task<NoContent> Handle(Guid id, Caller caller, Device device, IdentityDb db, ProviderLinks links, AccessLog log, CancellationToken stop)
    {
        if (!await db.People.AnyAsync(p => p.Id == id, stop)) throw new ServiceDefaults.Problems.NotFound("person");
        await links.ForgetAll(stop, id);
        log.Note(caller.TenantId, "provider-link-removed", id, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        return TypedResults.NoContent();
    }
}
