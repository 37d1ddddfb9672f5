using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.ApiKeys;

/// <param name="OverlapHours">How long the secret before still works beside the new one; 0 ends it at once.</param>
[Example("""{ "overlapHours": 24 }""")]
internal sealed record RotateApiKey([Range(0, 168)] int OverlapHours = 24)
{
    public static async Task<Created<MintedApiKey>> Handle(Guid id, RotateApiKey request, Caller caller, Device device, IdentityDb db, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id, stop) ?? throw new ServiceDefaults.Problems.NotFound("api key");
        var secret = key.Rotate(TimeSpan.FromHours(request.OverlapHours), time.GetUtcNow());
        log.Note(key.TenantId, "key-rotated", key.Id, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        return TypedResults.Created($"/api/v1/organisation/api-keys/{key.Id}", new MintedApiKey(key.Id, key.Name, secret, key.Roles, key.ExpiresAt));
    }
}
