using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Shipments;

namespace CustomerOps.Ticketing.Orders;

/// <summary>The parcels of an order, and whether it comes when it was promised.</summary>
internal sealed partial class Order
{
    public const int MostShipments = 20;

    public List<Shipment> Shipments { get; private set; } = [];

    /// <summary>One of its parcels is late.</summary>
    public bool Late { get; private set; }

    /// <summary>It reached its customer, or never will.</summary>
    private bool IsOver => Status is OrderStatus.Delivered or OrderStatus.Completed or OrderStatus.Cancelled;

    public Shipment? ShipmentOf(string carrier, string trackingNumber) => Shipments.Find(s => s.Carrier == carrier && s.TrackingNumber == trackingNumber);

    /// <summary>News of a parcel. Told twice, or after newer news, it changes nothing that is known better.</summary>
    public Shipment Ship(ShipmentNews told, TimeSpan? usual, DateTimeOffset now)
    {
        var before = ShipmentOf(told.Carrier, told.TrackingNumber);
        RuleViolation.Unless(before is not null || Shipments.Count < MostShipments, "shipment.too-many", $"An order has at most {MostShipments} shipments.");
        var taken = (before ?? new Shipment(told.Carrier, told.TrackingNumber, told.PromisedAt, told.ToldAt, now, [])).Take(told);
        RuleViolation.Unless(taken.Events.Count <= Shipment.MostEvents, "shipment.too-many-events", $"A shipment has at most {Shipment.MostEvents} events.", "events");
        return Put(before, taken.Judge(usual, now), now);
    }

    /// <summary>The time came at which it was promised.</summary>
    public void LookAt(Shipment shipment, TimeSpan? usual, DateTimeOffset now) => Put(shipment, shipment.Judge(usual, now), now);

    private Shipment Put(Shipment? before, Shipment next, DateTimeOffset now)
    {
        if (IsOver) next = next with { Late = false };
        if (before is not null && StoredJson.Same(before, next)) return before;
        Shipments = before is null ? [.. Shipments, next] : [.. Shipments.Select(s => ReferenceEquals(s, before) ? next : s)];
        (Late, UpdatedAt) = (Shipments.Exists(s => s.Late), now);
        if (next.DeliveredAt is { } delivered && before?.DeliveredAt is null) Chronicle(CustomerId, "shipment-delivered", $"Order {ExternalId}: {next.Carrier} {next.TrackingNumber} was delivered", delivered);
        if (!next.Late || (before is { Late: true } && before.ExpectedAt == next.ExpectedAt && before.PromisedAt == next.PromisedAt)) return next;
        Raise(new OrderLate(Id, ExternalId, CustomerId, next.Carrier, next.TrackingNumber, next.PromisedAt!.Value, next.ExpectedAt, Kebab<ExpectedBy>.Of(next.ExpectedBy), now));
        Chronicle(CustomerId, "order-late", $"Order {ExternalId} is late: promised for {next.PromisedAt:u}, expected {(next.ExpectedAt is { } at ? $"{at:u}" : "at a time nobody knows")}", now);
        return next;
    }

    /// <summary>What has come, or is cancelled, is late no more.</summary>
    private void ComesNoMore()
    {
        if (!IsOver || !Late) return;
        (Late, Shipments) = (false, [.. Shipments.Select(s => s.Late ? s with { Late = false } : s)]);
    }
}
