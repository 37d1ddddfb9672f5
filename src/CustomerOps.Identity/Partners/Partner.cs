using CustomerOps.Contracts;
using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Partners;

/// <summary>An outside system that reads an organisation's events and sends its own, by a user of its own on the broker.</summary>
internal sealed class Partner : Aggregate
{
    public string Name { get; private init; } = "";

    /// <summary>The broker's user: organisation slug, dot, name.</summary>
    public string User { get; private init; } = "";

    /// <summary>As the broker stores it; the secret itself is nowhere.</summary>
    public string SecretHash { get; private set; } = "";
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

    public void Rotate(PartnerSecret secret, DateTimeOffset now) => (SecretHash, RotatedAt) = (secret.Hash, now);

    public void Leave() => Tell(active: false);

    private void Tell(bool active) => Raise(new PartnerUpserted(Id, Name, User, Subscriptions, active));
}
