using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Arrivals;

/// <summary>Counts every contact that became a ticket, once: the count commits with the inbox row. A survey's follow-up is work, not a contact that arrived.</summary>
internal sealed class CountArrival(StaffingDb db) : IEventHandler<TicketCreated>
{
    public async Task Handle(TicketCreated told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (told.Origin == "survey-follow-up") return;
        await db.Database.ExecuteSqlAsync($"""
            insert into arrivals (tenant_id, channel, starts_at, source, contacts) values ({facts.TenantId}, {told.Channel}, {HalfHour.Of(told.CreatedAt)}, 'tickets', 1)
            on conflict (tenant_id, channel, starts_at, source) do update set contacts = arrivals.contacts + 1
            """, cancellationToken);
    }
}
