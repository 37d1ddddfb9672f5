using CustomerOps.Contracts.Staffing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Somebody's shift began: the most urgent and oldest of the waiting tickets look for a person again.</summary>
internal sealed class RouteWaiting(TicketingDb db, TimeProvider time) : IEventHandler<ShiftStarted>
{
    private const int AtOnce = 100;

    public async Task Handle(ShiftStarted told, EventFacts facts, CancellationToken cancellationToken)
    {
        var waiting = await db.Tickets.AsNoTracking().Where(t => t.AssigneeId == null && (t.State == TicketState.New || t.State == TicketState.Open))
            .OrderByDescending(t => t.Priority).ThenBy(t => t.Id).Take(AtOnce).Select(t => t.Id).ToListAsync(cancellationToken);
        foreach (var id in waiting) db.Schedule(new RouteTicket(id), time.GetUtcNow());
    }
}
