using System.Text.Json.Nodes;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

/// <param name="EventId">The event's own id, which the receiver sees as <c>webhook-id</c> each time.</param>
/// <param name="Subject">What it is about, mostly a ticket; its events are sent one after the other.</param>
/// <param name="State">waiting; failed: it is tried again; delivered; given-up.</param>
/// <param name="Attempts">The newest twenty, oldest first.</param>
/// <param name="Because">Why it was given up: tried-too-often, switched-off, too-large (over 256 KB).</param>
internal sealed record DeliveryView(Guid Id, Guid EventId, string Type, Guid? Subject, DeliveryState State, IReadOnlyList<DeliveryAttempt> Attempts, string? Because, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt)
{
    public static DeliveryView Of(WebhookDelivery d) => new(d.Id, d.EventId, d.Type, d.Subject, d.State, d.Attempts, d.Because, d.CreatedAt, d.SettledAt);
}

/// <param name="Sent">What is sent, as it is sent: a CloudEvent. Null where it is too large.</param>
internal sealed record WholeDeliveryView(DeliveryView Delivery, JsonNode? Sent);

internal static class ListDeliveries
{
    public static async Task<Page<DeliveryView>> Handle(Guid id, [Word<DeliveryState>] string? state, Guid? ticket, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        await db.WebhookToRead(id, ct);
        var deliveries = db.Set<WebhookDelivery>().AsNoTracking().Where(d => d.WebhookId == id);
        if (Kebab<DeliveryState>.Read(state) is { } asked) deliveries = deliveries.Where(d => d.State == asked);
        if (ticket is { } subject) deliveries = deliveries.Where(d => d.Subject == subject);
        return await deliveries.NewestFirst(limit, after, d => d.Id, DeliveryView.Of, ct);
    }
}

internal static class GetDelivery
{
    public static async Task<WholeDeliveryView> Handle(Guid id, Guid deliveryId, TicketingDb db, CancellationToken ct)
    {
        await db.WebhookToRead(id, ct);
        var delivery = await db.Set<WebhookDelivery>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == deliveryId && d.WebhookId == id, ct) ?? throw new NotFound("delivery");
        return new(DeliveryView.Of(delivery), delivery.Body is { } body ? JsonNode.Parse(body) : null);
    }
}
