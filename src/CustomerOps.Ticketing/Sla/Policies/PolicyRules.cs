using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Sla.Policies;

/// <summary>What makes sense in a policy.</summary>
internal static class PolicyRules
{
    public const int LeastSeconds = 15, MostSeconds = 366 * 86_400, MostAlarms = 5, MostTargets = 60;

    public static PolicySpec Check(this PolicySpec spec, bool isDefault)
    {
        Targets(spec.Targets.All(t => t.Seconds is >= LeastSeconds and <= MostSeconds), "sla-policy.seconds", $"A target is {LeastSeconds} to {MostSeconds} seconds.");
        Targets(spec.Targets.DistinctBy(t => (t.Metric, t.Priority)).Count() == spec.Targets.Count, "sla-policy.target-twice", "A metric has one target for a priority.");
        Targets(spec.Targets.All(t => t.Alarms.Count <= MostAlarms && t.Alarms.Distinct().Count() == t.Alarms.Count), "sla-policy.alarms", $"A target has at most {MostAlarms} alarms, each at another time.");
        Targets(spec.Targets.All(t => t.Alarms.All(a => a != 0 && -a < t.Seconds && a <= MostSeconds)), "sla-policy.alarm", "An alarm is before the deadline (negative, less than the target) or after it; at the deadline is always told.");
        RuleViolation.Unless(!isDefault || (spec.CalendarId is null && StoredJson.Same(spec.Conditions, PolicyConditions.None)), "sla-policy.default", "The last policy is for every ticket that no other is for; it has no condition and no calendar.", "conditions");
        foreach (var priority in Enum.GetValues<Priority>())
        {
            var promised = spec.PromisesFor(priority).ToDictionary(p => p.Metric);
            var (response, resolution) = (promised.GetValueOrDefault(Metric.FirstResponse), promised.GetValueOrDefault(Metric.Resolution));
            Targets(!isDefault || (response is not null && resolution is not null), "sla-policy.incomplete", "The last policy promises a first response and a resolution for each of low, normal, high and urgent.");
            Targets(response is null || resolution is null || response.AroundTheClock != resolution.AroundTheClock || response.Target <= resolution.Target, "sla-policy.order", "A first response is not promised later than the resolution.");
        }

        return spec;
    }

    private static void Targets(bool holds, string code, string message) => RuleViolation.Unless(holds, code, message, "targets");
}
