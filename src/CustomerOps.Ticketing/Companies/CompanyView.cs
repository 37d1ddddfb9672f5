using CustomerOps.Ticketing.Orders;

namespace CustomerOps.Ticketing.Companies;

/// <param name="ExternalId">Its number in the organisation's own books.</param>
/// <param name="Domains">Whoever has an address there is a member.</param>
internal sealed record CompanyView(Guid Id, string Name, string? ExternalId, string? Note, IReadOnlyList<string> Domains, string CreatedByName, DateTimeOffset CreatedAt)
{
    public static CompanyView Of(Company c) => new(c.Id, c.Name, c.ExternalId, c.Note, [.. c.Domains.Select(d => d.Domain).Order(StringComparer.Ordinal)], c.CreatedByName, c.CreatedAt);
}

/// <param name="Main">What the customer asks is asked for this company.</param>
/// <param name="JoinedByName">Null: joined by the domain of an address.</param>
internal sealed record MemberView(CustomerRef Customer, string? Role, CompanyAccess Access, bool Main, string? JoinedByName, DateTimeOffset JoinedAt);

internal sealed record MembershipView(Guid CompanyId, string CompanyName, Guid CustomerId, string? Role, CompanyAccess Access, bool Main, DateTimeOffset JoinedAt);
