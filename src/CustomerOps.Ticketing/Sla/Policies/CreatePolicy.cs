using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Policies;

internal static class CreatePolicy
{
    public static async Task<Tagged<PolicyView>> Handle(PolicyRequest request, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var (spec, now) = (request.Read(), time.Now());
        var places = await db.SlaPolicies.Where(p => p.RetiredAt == null && !p.IsDefault).Select(p => p.Position).ToListAsync(ct);
        var policy = new SlaPolicy(request.Name, places.DefaultIfEmpty().Max() + 1);
        var version = policy.Change(request.Name, spec, null, now);
        await db.Check(policy, spec, ct);
        db.Add(policy);
        db.PutInForce(version, now);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return Tagged.Created($"/api/v1/sla-policies/{policy.Id}", PolicyView.Of(policy, spec, places.Count + 1), policy.Version);
    }
}
