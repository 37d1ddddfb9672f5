using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Automation;

/// <summary>Remembers what each organisation's active triggers wait for, so that a ticket nobody waits for costs no look-up. What they do is read when they run.</summary>
internal sealed class TriggerBook(TimeProvider time)
{
    private readonly Remembered<IReadOnlySet<Happening>> _known = new(time);

    public ValueTask<IReadOnlySet<Happening>> AwaitedBy(TicketingDb db, CancellationToken ct) =>
        _known.Of(db.Tenant.Required, async () => (await db.ActiveTriggers(ct)).SelectMany(t => t.Spec.After is null ? t.Spec.On : [Happening.Time]).ToHashSet());

    public void Forget(Guid tenantId) => _known.Forget(tenantId);
}

internal static class ActiveOnes
{
    /// <returns>In their order.</returns>
    public static Task<List<Trigger>> ActiveTriggers(this TicketingDb db, CancellationToken ct) =>
        db.Set<Trigger>().AsNoTracking().Where(t => t.Active).OrderBy(t => t.Position).ThenBy(t => t.Id).Take(Trigger.Most).ToListAsync(ct);
}
