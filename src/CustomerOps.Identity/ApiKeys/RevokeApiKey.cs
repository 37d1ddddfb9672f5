using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.ApiKeys;

internal static class RevokeApiKey
{
    public static async Task<NoContent> Handle(Guid id, IdentityDb db, TimeProvider time, CancellationToken stop)
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id, stop) ?? throw new ServiceDefaults.Problems.NotFound("api key");
        key.Revoke(time.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return TypedResults.NoContent();
    }
}
