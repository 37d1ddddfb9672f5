using CustomerOps.Contracts;
using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Partners;

/// <summary>An outside system that reads an organisation's events and sends its own, by a user of its own on the broker.</summary>
internal sealed class Partner : Aggregate
{
    public string Name { get; private init; } = "";

    /// <summary>The broker's first user: organisation slug, dot, name. Its queues are named after it, whichever user is in turn.</summary>
    public string User { get; private init; } = "";

    /// <summary>Whether the second user is in turn.</summary>
    public bool Second { get; private set; }
    public string CurrentUser => Turn(Second);

    /// <summary>As the broker stores it; the secret itself is nowhere.</summary>
    public string SecretHash { get; private set; } = "";

    /// <summary>While a secret is being replaced: the hash of the one before, which works by the other user.</summary>
    public string? PreviousHash { get; private set; }
    public DateTimeOffset? PreviousUntil { get; private set; }
    public string? PreviousUser => PreviousHash is null ? null : Turn(!Second);
    public string[] Subscriptions { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset RotatedAt { get; private set; }

    public static Partner Admit(Organisations.Organisation organisation, string name, PartnerSecret secret, string[] subscriptions, DateTimeOffset now)
    {
        var partner = new Partner { TenantId = organisation.TenantId, Name = name, User = $"{organisation.Slug}.{name}", SecretHash = secret.Hash, CreatedAt = now, RotatedAt = now };
        partner.Subscribe(subscriptions);
        return partner;
    }

    public void Subscribe(string[] subscriptions)
    {
        RuleViolation.Unless(subscriptions.All(EventAttribute.ForPartners.Contains), "partner.unknown-event", $"Subscriptions are of {string.Join(", ", EventAttribute.ForPartners)}.", "subscriptions");
        Subscriptions = [.. subscriptions.Distinct().Order(StringComparer.Ordinal)];
        Tell(active: true);
    }

    /// <summary>A new secret for the other user; the one in turn until now works for <paramref name="overlap"/> more.</summary>
    public void Rotate(PartnerSecret secret, TimeSpan overlap, DateTimeOffset now)
    {
        RuleViolation.Unless(PreviousHash is null, "partner.overlap-under-way", "The secret before this one still works; DELETE previous-secret first.");
        (PreviousHash, PreviousUntil, Second, SecretHash, RotatedAt) = (SecretHash, now + overlap, !Second, secret.Hash, now);
        Tell(active: true);
    }

    /// <summary>A new secret for the user in turn; no other works any more.</summary>
    public void Replace(PartnerSecret secret, DateTimeOffset now)
    {
        EndOverlap();
        (SecretHash, RotatedAt) = (secret.Hash, now);
    }

    public void EndOverlap()
    {
        if (PreviousUser is not { } previous) return;
        (PreviousHash, PreviousUntil) = (null, null);
        Tell(previous, active: false);
    }

    public void Leave()
    {
        EndOverlap();
        Tell(active: false);
    }

    private string Turn(bool second) => second ? PartnerQueues.SecondUser(User) : User;

    private void Tell(bool active) => Tell(CurrentUser, active);

    private void Tell(string user, bool active) => Raise(new PartnerUpserted(Id, Name, user, Subscriptions, active));
}
