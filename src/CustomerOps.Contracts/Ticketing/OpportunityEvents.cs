namespace CustomerOps.Contracts.Ticketing;

/// <summary>Somebody saw what a customer might buy besides. What it is stays in Ticketing until it is handed over.</summary>
/// <param name="Kind"><c>cross-sell</c>, <c>up-sell</c> or <c>renewal</c>.</param>
/// <param name="Expected">What it may bring, in <paramref name="Currency"/>.</param>
[Event("ticketing.opportunity-noted.v1")]
public sealed record OpportunityNoted(Guid OpportunityId, Guid CustomerId, Guid TicketId, string Kind, string? Sku, string? Campaign, decimal? Expected, string? Currency, DateTimeOffset NotedAt);

/// <summary>It is sales' now: for a sales system to take up.</summary>
/// <param name="PersonId">Who takes it up; null: whoever is first.</param>
[Event("ticketing.opportunity-handed-over.v1")]
public sealed record OpportunityHandedOver(
    Guid OpportunityId, Guid CustomerId, string Kind, string Title, string? Sku, string? Campaign, decimal? Expected, string? Currency, Guid? PersonId, DateTimeOffset HandedOverAt);

/// <summary>It is <c>won</c> or <c>lost</c>, or open again (<c>handed-over</c>): an order it was won by was cancelled, or somebody was wrong.</summary>
/// <param name="Income">Without what came back.</param>
[Event("ticketing.opportunity-settled.v1")]
public sealed record OpportunitySettled(Guid OpportunityId, Guid CustomerId, string State, decimal? Income, string? Currency, Guid? OrderId, DateTimeOffset SettledAt);
