using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.ApiKeys;

/// <param name="Roles">Of agent, senior, specialist, supervisor, manager, analyst, admin, partner, customer.</param>
[Example("""{ "name": "Web shop", "roles": ["partner"] }""")]
internal sealed record MintApiKey([StringLength(100, MinimumLength = 1)] string Name, [MaxLength(9)] string[] Roles, [MaxLength(500)] string[]? Branches = null, DateTimeOffset? ExpiresAt = null)
{
    public static async Task<Created<MintedApiKey>> Handle(MintApiKey request, Caller caller, Device device, IdentityDb db, AccessLog log, TimeProvider time, CancellationToken stop)
    {
        var (key, secret) = ApiKey.Mint(request.Name, request.Roles, request.Branches ?? [], request.ExpiresAt?.ToUniversalTime(), time.GetUtcNow());
        db.Add(key);
        log.Note(caller.TenantId, "key-minted", key.Id, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        return TypedResults.Created($"/api/v1/organisation/api-keys/{key.Id}", new MintedApiKey(key.Id, key.Name, secret, key.Roles, key.ExpiresAt));
    }
}
