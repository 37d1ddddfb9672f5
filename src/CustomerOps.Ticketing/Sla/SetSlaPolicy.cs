using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

[Example("""{ "targets": [{ "priority": "urgent", "firstResponseMinutes": 30, "resolutionMinutes": 240 }, { "priority": "high", "firstResponseMinutes": 60, "resolutionMinutes": 480 }, { "priority": "normal", "firstResponseMinutes": 240, "resolutionMinutes": 1440 }, { "priority": "low", "firstResponseMinutes": 480, "resolutionMinutes": 2880 }] }""")]
internal sealed record SetSlaPolicyRequest(SlaTarget[] Targets);

internal static class SetSlaPolicy
{
    public static async Task<Tagged<SlaPolicyView>> Handle(SetSlaPolicyRequest request, IfMatch ifMatch, TicketingDb db, SlaRulebook rulebook, CancellationToken ct)
    {
        var policy = await db.SlaPolicies.SingleOrDefaultAsync(ct);
        ifMatch.Check(policy?.Version ?? 0);
        if (policy is null) db.Add(policy = new SlaPolicy());
        policy.Set(request.Targets);
        await db.SaveChangesAsync(ct);
        rulebook.Forget(db.Tenant.Required);
        return Tagged.Ok(new SlaPolicyView(policy.Targets), policy.Version);
    }
}
