using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;

namespace CustomerOps.Ticketing.Sla;

[Example("""{ "targets": [{ "priority": "urgent", "firstResponseMinutes": 30, "resolutionMinutes": 240 }, { "priority": "high", "firstResponseMinutes": 60, "resolutionMinutes": 480 }, { "priority": "normal", "firstResponseMinutes": 240, "resolutionMinutes": 1440 }, { "priority": "low", "firstResponseMinutes": 480, "resolutionMinutes": 2880 }] }""")]
internal sealed record SetSlaPolicyRequest(SlaTarget[] Targets);

internal static class SetSlaPolicy
{
    private const int MaxMinutes = 60 * 24 * 90;

    public static async Task<Tagged<SlaPolicyView>> Handle(SetSlaPolicyRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, TimeProvider time, CancellationToken ct)
    {
        var targets = request.Targets;
        RuleViolation.Unless(targets.Length == 4 && targets.DistinctBy(t => t.Priority).Count() == 4, "sla-policy.incomplete", "Send one target for each of low, normal, high and urgent.", "targets");
        RuleViolation.Unless(targets.All(t => t.FirstResponseMinutes is > 0 and <= MaxMinutes && t.ResolutionMinutes is > 0 and <= MaxMinutes), "sla-policy.minutes", $"Targets are 1 to {MaxMinutes} open minutes.", "targets");
        var now = time.Now();
        var last = await db.LastPolicy(now, ct);
        ifMatch.Check(last.Version);
        var before = last.Version == 0 ? PolicySpec.Usual : await db.SpecOf(last, ct);
        var spec = before with
        {
            Targets = [.. targets.OrderBy(t => t.Priority).SelectMany(t => (PolicyTarget[])[PolicySpec.Of(Metric.FirstResponse, t.Priority, t.FirstResponseMinutes * 60), PolicySpec.Of(Metric.Resolution, t.Priority, t.ResolutionMinutes * 60)]),
                .. before.Targets.Where(t => t.Metric is not (Metric.FirstResponse or Metric.Resolution))],
        };
        db.PutInForce(last.Change(last.Name, spec, before, now), now);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return Tagged.Ok(SlaPolicyView.Of(spec), last.Version);
    }
}
