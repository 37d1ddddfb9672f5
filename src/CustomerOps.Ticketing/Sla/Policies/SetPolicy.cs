using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Sla.Policies;

internal static class SetPolicy
{
    public static async Task<Tagged<PolicyView>> Handle(Guid id, PolicyRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var policy = await db.PolicyToChange(id, ct);
        ifMatch.Check(policy.Version);
        var (spec, now) = (request.Read(), time.Now());
        var version = policy.Change(request.Name, spec, await db.SpecOf(policy, ct), now);
        await db.Check(policy, spec, ct);
        db.PutInForce(version, now);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return await db.Answer(policy, spec, ct);
    }
}
