using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;

namespace CustomerOps.Ticketing.Webhooks;

internal enum DisabledBecause { ByHand, Gone, Failing, Overfull }

/// <summary>An address that hears of what Ticketing publishes, by signed requests.</summary>
internal sealed class Webhook : Aggregate
{
    /// <summary>An organisation has so many at most.</summary>
    public const int Most = 20;

    private static readonly TimeSpan KeyOverlap = TimeSpan.FromHours(24);

    private Webhook() { }

    public Webhook(DateTimeOffset now) => CreatedAt = now;

    public string Name { get; private set; } = "";
    public string Url { get; private set; } = "";
    public string[] EventTypes { get; private set; } = [];
    public bool Active { get; private set; }

    /// <summary>Sealed; see <see cref="WebhookKeys"/>.</summary>
    public byte[] Key { get; private set; } = [];
    public byte[]? PreviousKey { get; private set; }

    /// <summary>How long the key before signs beside the new one.</summary>
    public DateTimeOffset? PreviousUntil { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? DisabledAt { get; private set; }
    public DisabledBecause? DisabledBecause { get; private set; }

    /// <summary>Since when nothing was delivered, and how many attempts failed since; null when the last one succeeded.</summary>
    public DateTimeOffset? FailingSince { get; private set; }
    public int Failures { get; private set; }

    public void Set(string name, string url, string[] eventTypes) => (Name, Url, EventTypes) = (name.Trim(), url, WebhookTypes.Checked(eventTypes));

    public void Activate()
    {
        if (Active) return;
        (Active, DisabledAt, DisabledBecause, FailingSince, Failures) = (true, null, null, null, 0);
    }

    public void Rest(DateTimeOffset now)
    {
        if (Active) (Active, DisabledAt, DisabledBecause) = (false, now, Webhooks.DisabledBecause.ByHand);
    }

    /// <summary>CustomerOps switches it off, and says so.</summary>
    public void SwitchOff(DisabledBecause because, DateTimeOffset now)
    {
        if (!Active) return;
        (Active, DisabledAt, DisabledBecause) = (false, now, because);
        Raise(new WebhookDisabled(Id, Name, Kebab<DisabledBecause>.Of(because), now));
    }

    public void Take(byte[] key) => Key = key;

    /// <summary>Signs by another key from now on, and beside it by the one before for a day.</summary>
    public void Change(byte[] key, DateTimeOffset now) => (PreviousKey, PreviousUntil, Key) = (Key, now + KeyOverlap, key);
}
