namespace CustomerOps.Contracts.Identity;

/// <summary>A partner was given, or lost, its user on the broker: who takes partners' messages learns from this whose they are.</summary>
/// <param name="User">The broker's user, <c>&lt;organisation slug&gt;.&lt;name&gt;</c> or, by turns, that and <c>.2</c>; the same one always belongs to the same organisation.</param>
/// <param name="Subscriptions">Event types that are copied into the partner's queue.</param>
[Event("identity.partner-upserted.v1", inHouse: true)]
public sealed record PartnerUpserted(Guid PartnerId, string Name, string User, IReadOnlyList<string> Subscriptions, bool Active);
