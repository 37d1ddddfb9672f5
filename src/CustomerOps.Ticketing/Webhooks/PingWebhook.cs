using System.Text.Json;
using CustomerOps.Contracts;

namespace CustomerOps.Ticketing.Webhooks;

/// <param name="Status">What the receiver answered; null when it did not.</param>
/// <param name="Reason">Why it was not delivered.</param>
internal sealed record PingView(Guid EventId, bool Delivered, int? Status, string? Reason, string? Answer, int DurationMs);

internal static class PingWebhook
{
    private const string Type = "ticketing.webhook-ping.v1";

    public static async Task<PingView> Handle(Guid id, TicketingDb db, WebhookHttp http, TimeProvider time, CancellationToken ct)
    {
        var hook = await db.WebhookToRead(id, ct);
        var envelope = new CloudEvent<object>(Guid.CreateVersion7(), "/ticketing", Type, time.Now(), db.Tenant.Required, new { webhookId = id }, $"{id}");
        var attempt = await http.Post(hook, envelope.Id, JsonSerializer.Serialize(envelope, ContractJson.Options), ct);
        return new(envelope.Id, attempt.Succeeded, attempt.Status, attempt.Reason, attempt.Answer, attempt.DurationMs);
    }
}
