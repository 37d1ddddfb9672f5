using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

internal sealed record SlaPolicyView(IReadOnlyList<SlaTarget> Targets);

internal static class GetSlaPolicy
{
    public static async Task<Tagged<SlaPolicyView>> Handle(TicketingDb db, CancellationToken ct)
    {
        var policy = await db.SlaPolicies.AsNoTracking().SingleOrDefaultAsync(ct) ?? new SlaPolicy();
        return Tagged.Ok(new SlaPolicyView(policy.Targets), policy.Version);
    }
}
