using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.Notices;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Shipments;

/// <summary>Whoever has an open ticket of a late order reads so on it; the customer is told once for each parcel, where the organisation writes such mails and they take them.</summary>
internal sealed class TellOfLateOrder(TicketingDb db, NoticeDesk notices, SlaRulebook rulebook, TimeProvider time) : IEventHandler<OrderLate>
{
    private const int Most = 50;

    public async Task Handle(OrderLate told, EventFacts facts, CancellationToken cancellationToken)
    {
        var order = await db.Orders.Include(o => o.Customer).SingleOrDefaultAsync(o => o.Id == told.OrderId, cancellationToken);
        if (order?.ShipmentOf(told.Carrier, told.TrackingNumber) is not { Late: true } shipment || shipment.ExpectedAt != told.ExpectedAt?.ToUniversalTime()) return;
        var zone = (await rulebook.For(db, cancellationToken)).Hours.Zone;
        var (promised, expected) = (NoticeText.Day(told.PromisedAt, zone), told.ExpectedAt is { } at ? NoticeText.Day(at, zone) : null);
        var tickets = await db.Tickets.Include(t => t.Customer).Where(t => t.OrderId == order.Id && t.State != TicketState.Solved && t.State != TicketState.Closed).OrderBy(t => t.Id).Take(Most).ToListAsync(cancellationToken);
        foreach (var ticket in tickets)
            db.Add(ticket.Say(Author.System, Visibility.Internal, $"Order {order.ExternalId} is late: {told.Carrier} {told.TrackingNumber} was promised for {promised}, and is expected {expected ?? "at a time nobody knows"}.", time.Now()));
        if (!await db.Allows(order.CustomerId, ConsentPurpose.Reminder, ConsentChannel.Email, unsaid: true, cancellationToken)) return;
        await notices.Send(NoticeKind.OrderLate, order, $"{told.Carrier} {told.TrackingNumber}", new Dictionary<string, string?>
        {
            ["order"] = order.ExternalId, ["carrier"] = told.Carrier, ["tracking"] = told.TrackingNumber, ["promised"] = promised, ["expected"] = expected ?? "–",
        }, cancellationToken);
    }
}
