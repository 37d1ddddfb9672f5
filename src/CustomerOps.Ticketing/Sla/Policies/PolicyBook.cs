using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Policies;

internal static class PolicyBook
{
    public static async Task<SlaPolicy> PolicyToChange(this TicketingDb db, Guid id, CancellationToken ct) =>
        await db.SlaPolicies.SingleOrDefaultAsync(p => p.Id == id && p.RetiredAt == null, ct) ?? throw new NotFound("sla policy");

    public static async Task<PolicySpec> SpecOf(this TicketingDb db, SlaPolicy policy, CancellationToken ct) =>
        (await db.PolicyVersions.AsNoTracking().SingleAsync(v => v.Id == policy.CurrentId, ct)).Spec;

    /// <summary>All that are in use, in the order they are asked.</summary>
    public static IQueryable<SlaPolicy> InOrder(this IQueryable<SlaPolicy> policies) =>
        policies.Where(p => p.RetiredAt == null).OrderBy(p => p.IsDefault).ThenBy(p => p.Position).ThenBy(p => p.Id);

    /// <summary>The policy for every ticket that no other is for, made when there is none yet. The caller saves.</summary>
    public static async Task<SlaPolicy> LastPolicy(this TicketingDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.SlaPolicies.SingleOrDefaultAsync(p => p.IsDefault, ct) is { } last) return last;
        var policy = new SlaPolicy("Standard", 1, isDefault: true);
        db.Add(policy);
        db.Add(policy.Change(policy.Name, PolicySpec.Usual, null, now)!);
        return policy;
    }

    /// <summary>Puts other promises in force, for running clocks too. The caller saves.</summary>
    public static void PutInForce(this TicketingDb db, PolicyVersion? version, DateTimeOffset now)
    {
        if (version is null) return;
        db.Add(version);
        db.ReviewClocks(now);
    }

    public static async Task Check(this TicketingDb db, SlaPolicy policy, PolicySpec spec, CancellationToken ct)
    {
        RuleViolation.Unless(spec.CalendarId is null || await db.Calendars.AnyAsync(c => c.Id == spec.CalendarId && c.RetiredAt == null && !c.IsDefault, ct), "sla-policy.calendar-unknown", "There is no such calendar besides the organisation's own.", "calendarId");
        var others = await db.SlaPolicies.Where(p => p.Id != policy.Id && p.RetiredAt == null).Select(p => p.Name).ToListAsync(ct);
        RuleViolation.Unless(!others.Contains(policy.Name), "sla-policy.name-taken", "Another policy has this name.", "name");
        RuleViolation.Unless(others.Count < SlaPolicy.Most, "sla-policy.too-many", $"An organisation has at most {SlaPolicy.Most} policies.");
    }
}
