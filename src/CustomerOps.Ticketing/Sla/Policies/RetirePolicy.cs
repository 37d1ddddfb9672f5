using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla.Clocks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Ticketing.Sla.Policies;

internal static class RetirePolicy
{
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var policy = await db.PolicyToChange(id, ct);
        ifMatch.Check(policy.Version);
        policy.Retire(time.Now());
        db.ReviewClocks(time.Now());
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return TypedResults.NoContent();
    }
}
