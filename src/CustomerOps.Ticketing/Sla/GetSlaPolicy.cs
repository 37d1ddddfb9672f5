using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

/// <summary>Minutes promised for one priority.</summary>
internal sealed record SlaTarget(Priority Priority, int FirstResponseMinutes, int ResolutionMinutes)
{
    public static SlaTarget Of(PolicySpec spec, Priority priority)
    {
        var promised = spec.PromisesFor(priority).ToDictionary(p => p.Metric, p => (int)Math.Ceiling(p.Target.TotalMinutes));
        return new(priority, promised.GetValueOrDefault(Metric.FirstResponse), promised.GetValueOrDefault(Metric.Resolution));
    }
}

/// <summary>The last policy in short; <c>/sla-policies</c> shows all of them whole.</summary>
internal sealed record SlaPolicyView(IReadOnlyList<SlaTarget> Targets)
{
    public static SlaPolicyView Of(PolicySpec spec) => new([.. Enum.GetValues<Priority>().Select(p => SlaTarget.Of(spec, p))]);
}

internal static class GetSlaPolicy
{
    public static async Task<Tagged<SlaPolicyView>> Handle(TicketingDb db, CancellationToken ct)
    {
        var last = await db.SlaPolicies.AsNoTracking().SingleOrDefaultAsync(p => p.IsDefault, ct);
        return Tagged.Ok(SlaPolicyView.Of(last is null ? PolicySpec.Usual : await db.SpecOf(last, ct)), last?.Version ?? 0);
    }
}
