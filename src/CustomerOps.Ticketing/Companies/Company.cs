using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Companies;

/// <summary>A company that customers are with.</summary>
internal sealed class Company : Aggregate
{
    public const int MostDomains = 20;

    private Company() { }

    public Company(string name, string? externalId, string? note, IEnumerable<string> domains, string by, DateTimeOffset now)
    {
        (CreatedByName, CreatedAt) = (by, now);
        Describe(name, externalId, note, domains);
    }

    public string Name { get; private set; } = "";

    /// <summary>Its number in the organisation's own books.</summary>
    public string? ExternalId { get; private set; }
    public string? Note { get; private set; }
    public List<CompanyDomain> Domains { get; private init; } = [];
    public string CreatedByName { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    public void Describe(string name, string? externalId, string? note, IEnumerable<string> domains)
    {
        (Name, ExternalId, Note) = (name.Trim(), externalId?.Trim(), note?.Trim());
        string[] wanted = [.. domains.Distinct(StringComparer.Ordinal)];
        Domains.RemoveAll(d => !wanted.Contains(d.Domain));
        Domains.AddRange(wanted.Where(w => !Domains.Exists(d => d.Domain == w)).Select(w => new CompanyDomain { CompanyId = Id, Domain = w }));
        Touch();
    }
}

/// <summary>Whoever writes from it is with the company. No other company has it.</summary>
internal sealed class CompanyDomain : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CompanyId { get; init; }
    public string Domain { get; init; } = "";
}

internal sealed class CompanyTables : IEntityTypeConfiguration<Company>, IEntityTypeConfiguration<CompanyDomain>, IEntityTypeConfiguration<CompanyMember>
{
    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.ToTable("companies");
        builder.HasMany(c => c.Domains).WithOne().HasForeignKey(d => d.CompanyId);
    }

    public void Configure(EntityTypeBuilder<CompanyDomain> builder) => builder.ToTable("company_domains").HasKey(d => new { d.TenantId, d.Domain });

    public void Configure(EntityTypeBuilder<CompanyMember> builder)
    {
        builder.ToTable("company_members");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Access).HasConversion<KebabConverter<CompanyAccess>>();
        builder.HasOne<Company>().WithMany().HasForeignKey(m => m.CompanyId);
        builder.HasOne<Customer>().WithMany().HasForeignKey(m => m.CustomerId);
    }
}
