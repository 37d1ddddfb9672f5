using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Shipments;

/// <summary>How long a parcel took: what an organisation knows of its carriers.</summary>
internal sealed class Transit : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid OrderId { get; init; }
    public string Carrier { get; init; } = "";
    public string TrackingNumber { get; init; } = "";
    public string? Branch { get; init; }
    public int Minutes { get; init; }
    public DateTimeOffset DeliveredAt { get; init; }
}

internal sealed class TransitTable : IEntityTypeConfiguration<Transit>
{
    public void Configure(EntityTypeBuilder<Transit> builder)
    {
        builder.ToTable("transits").HasKey(t => new { t.TenantId, t.OrderId, t.Carrier, t.TrackingNumber });
        builder.HasOne<Order>().WithMany().HasForeignKey(t => t.OrderId);
    }
}

internal static class Transits
{
    /// <summary>So many are asked for before a carrier's usual time is said, and so many of the newest are looked at.</summary>
    public const int Fewest = 5;
    private const int Looked = 200;

    /// <summary>The median time of the carrier's last parcels of that branch, else of all branches; null where too few are known.</summary>
    public static async Task<TimeSpan?> UsualTime(this TicketingDb db, string carrier, string? branch, CancellationToken ct) =>
        await Median(db.Set<Transit>().Where(t => t.Carrier == carrier && t.Branch == branch), ct) ?? await Median(db.Set<Transit>().Where(t => t.Carrier == carrier), ct);

    /// <summary>A parcel that has come teaches how long they take; once.</summary>
    public static async Task Learn(this TicketingDb db, Order order, Shipment shipment, CancellationToken ct)
    {
        if (shipment.DeliveredAt is not { } delivered || delivered < shipment.SentAt || await db.Set<Transit>().AnyAsync(t => t.OrderId == order.Id && t.Carrier == shipment.Carrier && t.TrackingNumber == shipment.TrackingNumber, ct)) return;
        var minutes = (int)Math.Min((delivered - shipment.SentAt).TotalMinutes, int.MaxValue);
        db.Add(new Transit { OrderId = order.Id, Carrier = shipment.Carrier, TrackingNumber = shipment.TrackingNumber, Branch = order.Branch, Minutes = minutes, DeliveredAt = delivered });
    }

    private static async Task<TimeSpan?> Median(IQueryable<Transit> transits, CancellationToken ct)
    {
        var minutes = await transits.OrderByDescending(t => t.DeliveredAt).Select(t => t.Minutes).Take(Looked).ToListAsync(ct);
        if (minutes.Count < Fewest) return null;
        minutes.Sort();
        return TimeSpan.FromMinutes((minutes[(minutes.Count - 1) / 2] + minutes[minutes.Count / 2]) / 2);
    }
}
