using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Fields;

/// <summary>Remembers each organisation's fields, so that a ticket costs no look-up of them.</summary>
internal sealed class FieldBook(TimeProvider time)
{
    private readonly Remembered<Dictionary<FieldScope, IReadOnlyList<TicketField>>> _known = new(time);

    /// <returns>Those of tickets in their order, retired ones with them.</returns>
    public ValueTask<IReadOnlyList<TicketField>> For(TicketingDb db, CancellationToken ct) => For(db, FieldScope.Ticket, ct);

    /// <returns>In their order, retired ones with them.</returns>
    public async ValueTask<IReadOnlyList<TicketField>> For(TicketingDb db, FieldScope about, CancellationToken ct)
    {
        var known = await _known.Of(db.Tenant.Required, async () =>
            (await db.Set<TicketField>().AsNoTracking().OrderBy(f => f.Position).ThenBy(f => f.Id).Take(TicketField.Most * Enum.GetValues<FieldScope>().Length).ToListAsync(ct)).GroupBy(f => f.About).ToDictionary(f => f.Key, f => (IReadOnlyList<TicketField>)[.. f]));
        return known.GetValueOrDefault(about, []);
    }

    public void Forget(Guid tenantId) => _known.Forget(tenantId);
}
