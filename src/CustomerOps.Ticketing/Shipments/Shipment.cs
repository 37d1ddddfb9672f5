using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Shipments;

/// <summary>What happens to a parcel, in the order in which it usually does.</summary>
internal enum ShipmentStep { Announced, PickedUp, InTransit, Delayed, OutForDelivery, DeliveryFailed, Delivered, Returned }

/// <summary>How it is known when it comes: the carrier said so; as long as this carrier usually takes; or only that the promised time went by.</summary>
internal enum ExpectedBy { Carrier, Usual, Nothing }

/// <param name="EstimatedAt">When it comes, as the carrier thought then.</param>
internal sealed record ShipmentEvent(DateTimeOffset At, ShipmentStep Step, DateTimeOffset? EstimatedAt = null, [Text(200)] string? Place = null);

/// <summary>What somebody tells of a parcel, whole or in part, in whatever order.</summary>
internal sealed record ShipmentNews(string Carrier, string TrackingNumber, DateTimeOffset? PromisedAt, DateTimeOffset ToldAt, IReadOnlyList<ShipmentEvent> Events);

/// <summary>A parcel of an order, known by its carrier and number. It is what was told of it, whoever told what first.</summary>
/// <param name="PromisedAt">When the customer was told it comes, as it was said last.</param>
/// <param name="Events">By their time.</param>
/// <param name="UsualFrom">From when on the usual time was counted: what was expected stays, though later parcels teach another.</param>
/// <param name="Late">It comes, or would have had to come, after it was promised.</param>
internal sealed record Shipment(
    string Carrier, string TrackingNumber, DateTimeOffset? PromisedAt, DateTimeOffset PromiseToldAt, DateTimeOffset FirstToldAt, IReadOnlyList<ShipmentEvent> Events,
    DateTimeOffset? ExpectedAt = null, ExpectedBy ExpectedBy = ExpectedBy.Nothing, bool Late = false, DateTimeOffset? UsualFrom = null)
{
    public const int MostEvents = 200;

    public ShipmentStep Step => Events.Count == 0 ? ShipmentStep.Announced : Events[^1].Step;

    /// <summary>Nothing more is expected of it.</summary>
    public bool IsOver => Step is ShipmentStep.Delivered or ShipmentStep.Returned;

    public DateTimeOffset? DeliveredAt => Step == ShipmentStep.Delivered ? Events[^1].At : null;

    /// <summary>When the carrier had it; when we first heard of it, where nobody says.</summary>
    public DateTimeOffset SentAt => Events.FirstOrDefault(e => e.Step != ShipmentStep.Announced)?.At ?? FirstToldAt;

    public Shipment Take(ShipmentNews told)
    {
        var events = Events.Concat(told.Events).OrderBy(e => e.At).ThenBy(e => e.Step).DistinctBy(e => (e.At, e.Step)).ToList();
        var newer = told.PromisedAt is not null && (PromisedAt is null || told.ToldAt >= PromiseToldAt);
        return this with { Events = events, PromisedAt = newer ? told.PromisedAt : PromisedAt, PromiseToldAt = newer ? told.ToldAt : PromiseToldAt };
    }

    /// <summary>When it comes and whether that is late, as far as it can be known.</summary>
    /// <param name="usual">How long this carrier usually takes; null where too little is known.</param>
    public Shipment Judge(TimeSpan? usual, DateTimeOffset now)
    {
        if (IsOver) return this with { ExpectedAt = DeliveredAt, ExpectedBy = ExpectedBy.Carrier, Late = false };
        var estimate = Events.LastOrDefault(e => e.EstimatedAt is not null)?.EstimatedAt;
        var known = ExpectedBy == ExpectedBy.Usual && UsualFrom == SentAt ? ExpectedAt : SentAt + usual;
        var (expected, by) = estimate is not null ? (estimate, ExpectedBy.Carrier) : (known, known is null ? ExpectedBy.Nothing : ExpectedBy.Usual);
        return this with { ExpectedAt = expected, ExpectedBy = by, UsualFrom = by == ExpectedBy.Usual ? SentAt : null, Late = PromisedAt is { } promised && (expected > promised || now >= promised) };
    }
}
