using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Companies;

/// <summary>Which of the company's tickets a member sees in the portal: their own, all, or all and answers them.</summary>
internal enum CompanyAccess { Own, Read, Answer }

/// <summary>A customer is with a company. Of a customer's companies one is the main one: what they ask is asked for that one.</summary>
internal sealed class CompanyMember : ITenantOwned
{
    private CompanyMember() { }

    public CompanyMember(Guid companyId, Guid customerId, string by, DateTimeOffset now) => (CompanyId, CustomerId, JoinedByName, JoinedAt) = (companyId, customerId, by, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid CompanyId { get; private init; }
    public Guid CustomerId { get; private init; }

    /// <summary>As people say it: "purchasing".</summary>
    public string? Role { get; private set; }
    public CompanyAccess Access { get; private set; }
    public bool IsMain { get; set; }

    /// <summary>Null: joined by the domain of an address.</summary>
    public string? JoinedByName { get; private init; }
    public DateTimeOffset JoinedAt { get; private init; }

    public void Describe(string? role, CompanyAccess access) => (Role, Access) = (role?.Trim(), access);
}
