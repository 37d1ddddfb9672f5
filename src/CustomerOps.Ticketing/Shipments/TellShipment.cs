using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Shipments;

/// <param name="PromisedAt">When the customer was told it comes; absent: as said before.</param>
/// <param name="ToldAt">When the promise was made, so that an older one changes nothing; absent: now.</param>
/// <param name="Events">All or some; the same time and step are one event.</param>
[Example("""{ "carrier": "postnord", "trackingNumber": "370012345", "promisedAt": "2030-01-15T16:00:00Z", "events": [{ "at": "2030-01-13T08:00:00Z", "step": "picked-up" }, { "at": "2030-01-14T21:00:00Z", "step": "delayed", "estimatedAt": "2030-01-17T12:00:00Z", "place": "Fredericia" }] }""")]
internal sealed record ShipmentRequest(
    [Text(50)] string Carrier, [Text(100)] string TrackingNumber, DateTimeOffset? PromisedAt = null, DateTimeOffset? ToldAt = null, [MaxLength(Shipment.MostEvents)] ShipmentEvent[]? Events = null)
{
    public ShipmentNews News(DateTimeOffset now) => new(Carrier.Trim(), TrackingNumber.Trim(), Moments.Whole(PromisedAt), Moments.Whole(ToldAt) ?? now,
        [.. (Events ?? []).Select(e => e with { At = Moments.Whole(e.At)!.Value, EstimatedAt = Moments.Whole(e.EstimatedAt), Place = e.Place?.Trim() })]);
}

internal static class TellShipment
{
    public static async Task<Tagged<OrderView>> Handle(Guid id, ShipmentRequest request, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var (order, isNew) = await db.Retry(async () =>
        {
            var (now, shipped) = (time.Now(), await db.Orders.Include(o => o.Customer).SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotFound("order"));
            var told = request.News(now);
            var before = shipped.ShipmentOf(told.Carrier, told.TrackingNumber);
            var known = shipped.Ship(told, await db.UsualTime(told.Carrier, shipped.Branch, ct), now);
            if (known.PromisedAt is { } promised && promised != before?.PromisedAt && promised > now) db.Schedule(new PromiseOfShipment(id, known.Carrier, known.TrackingNumber, promised), promised);
            await db.Learn(shipped, known, ct);
            await db.SaveChangesAsync(ct);
            return (shipped, before is null);
        });
        return isNew ? Tagged.Created($"/api/v1/orders/{id}", OrderView.Of(order), order.Version) : Tagged.Ok(OrderView.Of(order), order.Version);
    }
}

/// <summary>The time came at which a parcel was promised. Out of date when another time was promised.</summary>
[Due("shipment-promise")]
internal sealed record PromiseOfShipment(Guid OrderId, string Carrier, string TrackingNumber, DateTimeOffset PromisedAt);

internal sealed class LookAtShipment(TicketingDb db, TimeProvider time) : IDueHandler<PromiseOfShipment>
{
    public async Task Handle(PromiseOfShipment message, CancellationToken cancellationToken)
    {
        var order = await db.Orders.Include(o => o.Customer).SingleOrDefaultAsync(o => o.Id == message.OrderId, cancellationToken);
        if (order?.ShipmentOf(message.Carrier, message.TrackingNumber) is not { } shipment || shipment.PromisedAt != message.PromisedAt) return;
        order.LookAt(shipment, await db.UsualTime(shipment.Carrier, order.Branch, cancellationToken), time.Now());
    }
}
