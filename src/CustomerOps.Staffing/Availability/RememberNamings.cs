using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Availability;

/// <summary>Whoever really got a case goes to the end of the line, whether named first or not. An older word that comes late changes nothing.</summary>
internal sealed class RememberNamings(StaffingDb db, TenantScope tenant) : IEventBatchHandler<TicketAssigned>
{
    public async Task Handle(IReadOnlyList<TicketAssigned> told, CancellationToken cancellationToken)
    {
        var last = told.Where(t => t.PersonId is not null).GroupBy(t => t.PersonId!.Value, t => t.AssignedAt.ToUniversalTime()).ToDictionary(g => g.Key, g => g.Max());
        Guid[] people = [.. last.Keys.Order()];
        DateTimeOffset[] moments = [.. people.Select(p => last[p])];
        await db.Database.ExecuteSqlAsync($"""
            insert into namings (tenant_id, person_id, named_at)
            select p.tenant_id, p.id, t.at from unnest({people}, {moments}) as t (id, at) join people p on p.tenant_id = {tenant.Required} and p.id = t.id
            on conflict (person_id) do update set named_at = greatest(namings.named_at, excluded.named_at)
            """, cancellationToken);
    }
}
