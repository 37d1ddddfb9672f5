using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Policies;

/// <param name="Position">From 1; beyond the end is the end. The last policy, for all, stays last.</param>
[Example("""{ "position": 1 }""")]
internal sealed record MovePolicyRequest([Range(1, 1000)] int Position);

internal static class MovePolicy
{
    public static async Task<Tagged<PolicyView>> Handle(Guid id, MovePolicyRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var policies = await db.SlaPolicies.InOrder().ToListAsync(ct);
        var policy = policies.Find(p => p.Id == id) ?? throw new NotFound("sla policy");
        ifMatch.Check(policy.Version);
        RuleViolation.Unless(!policy.IsDefault, "sla-policy.default", "The last policy stays last.");
        policies.RemoveAll(p => p.IsDefault);
        policies.Place(policy, request.Position);
        db.ReviewClocks(time.Now());
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return await db.Answer(policy, await db.SpecOf(policy, ct), ct);
    }
}
