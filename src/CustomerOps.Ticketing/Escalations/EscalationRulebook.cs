using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>Remembers each organisation's rules, so that a ticket costs no look-up of them.</summary>
internal sealed class EscalationRulebook(TimeProvider time)
{
    private readonly Remembered<IReadOnlyList<EscalationRule>> _known = new(time);

    /// <returns>In their order.</returns>
    public ValueTask<IReadOnlyList<EscalationRule>> For(TicketingDb db, CancellationToken ct) =>
        _known.Of(db.Tenant.Required, async () => await db.Set<EscalationRule>().AsNoTracking().OrderBy(r => r.Position).ThenBy(r => r.Id).Take(EscalationRule.Most).ToListAsync(ct));

    public void Forget(Guid tenantId) => _known.Forget(tenantId);
}
