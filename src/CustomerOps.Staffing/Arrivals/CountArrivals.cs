using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Arrivals;

/// <summary>
/// Counts every contact that became a ticket, once: the count commits with the inbox rows. Together, because all contacts of a half-hour are one
/// row. A survey's follow-up is work, not a contact that arrived.
/// </summary>
internal sealed class CountArrivals(StaffingDb db, TenantScope tenant) : IEventBatchHandler<TicketCreated>
{
    public async Task Handle(IReadOnlyList<TicketCreated> told, CancellationToken cancellationToken)
    {
        var arrived = told.Where(t => t.Origin != "survey-follow-up").CountBy(t => (t.Channel, Starts: HalfHour.Of(t.CreatedAt)));
        foreach (var ((channel, starts), contacts) in arrived.OrderBy(a => a.Key))
            await db.Database.ExecuteSqlAsync($"""
                insert into arrivals (tenant_id, channel, starts_at, source, contacts) values ({tenant.Required}, {channel}, {starts}, 'tickets', {contacts})
                on conflict (tenant_id, channel, starts_at, source) do update set contacts = arrivals.contacts + excluded.contacts
                """, cancellationToken);
    }
}
