using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Signing;

/// <summary>
/// Which generation of the gateway's key signs. The gateway derives every generation from its secret and always publishes the next one too, so a rotation is
/// one row here: what is signed by the new key finds it known everywhere, and the old one is published until its last token has ended.
/// </summary>
internal sealed class SigningGenerations(IdentityDb db, TenantScope tenant, TimeProvider time)
{
    /// <summary>Until then a token of the old key, or a gateway that has not heard yet, may be under way: longer than a token lives.</summary>
    public static readonly TimeSpan Settles = TimeSpan.FromMinutes(6);

    public async Task<SigningGeneration> Newest(CancellationToken stop)
    {
        tenant.EnterBackground();
        return await db.Database.SqlQuery<SigningGeneration>($"""select generation as "Generation", since as "Since" from signing_generations order by generation desc limit 1""").SingleAsync(stop);
    }

    public async Task<SigningGeneration> Rotate(CancellationToken stop)
    {
        tenant.EnterBackground();
        var (now, settled) = (time.GetUtcNow(), time.GetUtcNow() - Settles);
        var begun = await db.Database.ExecuteSqlAsync($"insert into signing_generations (generation, since) select max(generation) + 1, {now} from signing_generations having max(since) <= {settled}", stop);
        RuleViolation.Unless(begun == 1, "signing-key.just-rotated", $"The key was rotated less than {Settles.TotalMinutes} minutes ago; the one before it is still believed.");
        return await Newest(stop);
    }
}

internal sealed record SigningGeneration(int Generation, DateTimeOffset Since);
