using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Webhooks;

/// <param name="Url">https on the public internet. What stands in its query is for the receiver to know its caller by, so only managers read it.</param>
/// <param name="EventTypes">Types of events that Ticketing publishes; <c>ticketing.*</c> is every one.</param>
[Example("""{ "name": "Chat of the team", "url": "https://hooks.example.com/support", "eventTypes": ["ticketing.ticket-created.v1", "ticketing.ticket-solved.v1"] }""")]
internal sealed record WebhookRequest([Text(100)] string Name, [Text(2_000)] string Url, [MinLength(1), MaxLength(WebhookTypes.Most)] string[] EventTypes, bool Active = true);

/// <param name="Active">It hears of what happens. One that is switched off hears nothing, and nothing is kept for it.</param>
/// <param name="PreviousKeyUntil">How long the key before signs beside the new one.</param>
/// <param name="DisabledBecause">by-hand; gone: it answered 410; failing: everything failed for three days; overfull: more than 100,000 deliveries waited.</param>
/// <param name="FailingSince">Since when nothing was delivered; null when the last attempt succeeded.</param>
internal sealed record WebhookView(
    Guid Id, string Name, string Url, IReadOnlyList<string> EventTypes, bool Active, DateTimeOffset CreatedAt, DateTimeOffset? PreviousKeyUntil, DateTimeOffset? DisabledAt, DisabledBecause? DisabledBecause, DateTimeOffset? FailingSince)
{
    public static WebhookView Of(Webhook w) => new(w.Id, w.Name, w.Url, w.EventTypes, w.Active, w.CreatedAt, w.PreviousUntil, w.DisabledAt, w.DisabledBecause, w.FailingSince);
}

/// <param name="Key">What requests are signed by: <c>whsec_</c> and 32 bytes in base64. It cannot be shown again.</param>
internal sealed record KeyedWebhook(Guid Id, string Name, string Key, WebhookView Webhook);
