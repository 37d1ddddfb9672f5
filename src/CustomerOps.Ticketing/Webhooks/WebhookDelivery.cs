using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Webhooks;

internal enum DeliveryState { Waiting, Failed, Delivered, GivenUp }

/// <param name="Status">What the receiver answered; null when it did not.</param>
/// <param name="Reason">Why nothing was delivered.</param>
/// <param name="Answer">The beginning of what the receiver said.</param>
internal sealed record DeliveryAttempt(DateTimeOffset At, int DurationMs, int? Status, string? Reason, string? Answer)
{
    public bool Succeeded => Status is >= 200 and < 300;
}

/// <summary>One event for one webhook, and what became of it.</summary>
internal sealed class WebhookDelivery : ITenantOwned
{
    private const int AttemptsKept = 20;

    public Guid Id { get; private init; } = GrowingId.Next();
    public Guid TenantId { get; set; }
    public required Guid WebhookId { get; init; }

    /// <summary>As on the bus: who hears it twice knows it by this.</summary>
    public required Guid EventId { get; init; }
    public required string Type { get; init; }
    public required Guid? Subject { get; init; }
    public required string? Body { get; init; }
    public DeliveryState State { get; private set; }

    /// <summary>The newest, oldest first.</summary>
    public List<DeliveryAttempt> Attempts { get; private set; } = [];

    /// <summary>Why it was given up.</summary>
    public string? Because { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SettledAt { get; private set; }

    public void Tried(DeliveryAttempt attempt)
    {
        Attempts = [.. Attempts.TakeLast(AttemptsKept - 1), attempt];
        (State, Because, SettledAt) = attempt.Succeeded ? (DeliveryState.Delivered, null, attempt.At) : (DeliveryState.Failed, (string?)null, (DateTimeOffset?)null);
    }

    public void GiveUp(string because, DateTimeOffset now) => (State, Because, SettledAt) = (DeliveryState.GivenUp, because, now);
}

/// <summary>A delivery that is to be made. What is in one lane is made one after the other.</summary>
internal sealed class QueuedDelivery : ITenantOwned
{
    public long Seq { get; private init; }
    public Guid TenantId { get; set; }
    public Guid WebhookId { get; init; }
    public Guid Lane { get; init; }
    public Guid DeliveryId { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public int Tries { get; init; }

    public static QueuedDelivery Of(WebhookDelivery delivery, DateTimeOffset now) =>
        new() { WebhookId = delivery.WebhookId, Lane = delivery.Subject ?? delivery.Id, DeliveryId = delivery.Id, DueAt = now };
}
