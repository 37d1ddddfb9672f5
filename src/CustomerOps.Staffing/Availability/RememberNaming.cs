using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Availability;

/// <summary>Whoever really got a case goes to the end of the line, whether named first or not. An older word that comes late changes nothing.</summary>
internal sealed class RememberNaming(StaffingDb db) : IEventHandler<TicketAssigned>
{
    public async Task Handle(TicketAssigned told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (told.PersonId is not { } personId) return;
        await db.Database.ExecuteSqlAsync($"""
            insert into namings (tenant_id, person_id, named_at)
            select tenant_id, id, {told.AssignedAt.ToUniversalTime()} from people where tenant_id = {facts.TenantId} and id = {personId}
            on conflict (person_id) do update set named_at = greatest(namings.named_at, excluded.named_at)
            """, cancellationToken);
    }
}
