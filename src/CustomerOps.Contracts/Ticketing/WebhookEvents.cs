namespace CustomerOps.Contracts.Ticketing;

/// <summary>A webhook was switched off because nothing can be delivered to it. What waited for it is given up and can be replayed.</summary>
/// <param name="Because"><c>gone</c>: it answered 410; <c>failing</c>: everything failed for three days; <c>overfull</c>: too much waited.</param>
[Event("ticketing.webhook-disabled.v1")]
public sealed record WebhookDisabled(Guid WebhookId, string Name, string Because, DateTimeOffset DisabledAt);
