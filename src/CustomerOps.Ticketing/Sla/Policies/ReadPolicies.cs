using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Policies;

/// <param name="Items">In the order in which they are asked; at most 101.</param>
internal sealed record PoliciesView(IReadOnlyList<PolicyView> Items);

internal static class ListPolicies
{
    public static async Task<PoliciesView> Handle(TicketingDb db, CancellationToken ct)
    {
        var policies = await db.SlaPolicies.AsNoTracking().InOrder().Take(SlaPolicy.Most + 1).ToListAsync(ct);
        Guid[] current = [.. policies.Select(p => p.CurrentId)];
        var specs = await db.PolicyVersions.AsNoTracking().Where(v => current.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Spec, ct);
        return new([.. policies.Select((p, i) => PolicyView.Of(p, specs[p.CurrentId], i + 1))]);
    }
}

internal static class GetPolicy
{
    public static async Task<Tagged<PolicyView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var policy = await db.PolicyToChange(id, ct);
        return await db.Answer(policy, await db.SpecOf(policy, ct), ct);
    }

    public static async Task<Tagged<PolicyView>> Answer(this TicketingDb db, SlaPolicy policy, PolicySpec spec, CancellationToken ct)
    {
        var order = await db.SlaPolicies.AsNoTracking().InOrder().Select(p => p.Id).ToListAsync(ct);
        return Tagged.Ok(PolicyView.Of(policy, spec, order.IndexOf(policy.Id) + 1), policy.Version);
    }
}

internal sealed record PolicyVersionView(Guid Id, int Number, DateTimeOffset MadeAt, Guid? CalendarId, ConditionsView Conditions, IReadOnlyList<TargetView> Targets)
{
    public static PolicyVersionView Of(PolicyVersion v) => new(v.Id, v.Number, v.MadeAt, v.Spec.CalendarId, ConditionsView.Of(v.Spec.Conditions), [.. v.Spec.Targets.Select(TargetView.Of)]);
}

internal static class ListPolicyVersions
{
    public static async Task<Page<PolicyVersionView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var most = Paging.Limit(limit);
        var before = Paging.Read<int>(after)?.Sort ?? int.MaxValue;
        if (!await db.SlaPolicies.AnyAsync(p => p.Id == id, ct)) throw new NotFound("sla policy");
        var rows = await db.PolicyVersions.AsNoTracking().Where(v => v.PolicyId == id && v.Number < before).OrderByDescending(v => v.Number).Take(most + 1).ToListAsync(ct);
        return Paging.Cut(rows, most, v => (v.Number, v.Id), PolicyVersionView.Of);
    }
}
