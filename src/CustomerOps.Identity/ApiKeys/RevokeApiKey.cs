using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.ApiKeys;

internal static class RevokeApiKey
{
    public static async Task<NoContent> Handle(Guid id, Caller caller, Device device, IdentityDb db, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id, stop) ?? throw new ServiceDefaults.Problems.NotFound("api key");
        log.Note(key.TenantId, "key-revoked", key.Id, device, caller.SubjectId);
        key.Revoke(time.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return TypedResults.NoContent();
    }
}
