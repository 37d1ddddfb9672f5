using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

/// <summary>The rules in force for one organisation.</summary>
internal sealed record SlaRules(WeekHours Hours, SlaPolicy Policy, string Language);

/// <summary>
/// Remembers each organisation's rules for ten seconds, so that a ticket costs no look-up of them. A change shows at once in the process
/// that made it and within those seconds in the others.
/// </summary>
internal sealed class SlaRulebook(TimeProvider time)
{
    private const int MaxKnown = 10_000;
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (SlaRules Rules, DateTimeOffset Until)> _known = new();

    public async ValueTask<SlaRules> For(TicketingDb db, CancellationToken cancellationToken)
    {
        var tenant = db.Tenant.Required;
        if (_known.TryGetValue(tenant, out var known) && known.Until > time.GetUtcNow()) return known.Rules;
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var hours = await db.BusinessHours.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new BusinessHours();
        var policy = await db.SlaPolicies.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new SlaPolicy();
        var rules = new SlaRules(hours.In(organisation?.TimeZone ?? "UTC"), policy, organisation?.Languages.FirstOrDefault() ?? "en");
        if (_known.Count >= MaxKnown) _known.Clear();
        _known[tenant] = (rules, time.GetUtcNow() + Keep);
        return rules;
    }

    public void Forget(Guid tenantId) => _known.TryRemove(tenantId, out _);
}
