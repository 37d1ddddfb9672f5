using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>Remembers each organisation's rules for ten seconds, so that a ticket costs no look-up of them.</summary>
internal sealed class EscalationRulebook(TimeProvider time)
{
    private const int MaxKnown = 10_000;
    public static readonly TimeSpan Keep = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (IReadOnlyList<EscalationRule> Rules, DateTimeOffset Until)> _known = new();

    /// <returns>In their order.</returns>
    public async ValueTask<IReadOnlyList<EscalationRule>> For(TicketingDb db, CancellationToken ct)
    {
        var tenant = db.Tenant.Required;
        if (_known.TryGetValue(tenant, out var known) && known.Until > time.GetUtcNow()) return known.Rules;
        var rules = await db.Set<EscalationRule>().AsNoTracking().OrderBy(r => r.Position).ThenBy(r => r.Id).Take(EscalationRule.Most).ToListAsync(ct);
        if (_known.Count >= MaxKnown) _known.Clear();
        _known[tenant] = (rules, time.GetUtcNow() + Keep);
        return rules;
    }

    public void Forget(Guid tenantId) => _known.TryRemove(tenantId, out _);
}
