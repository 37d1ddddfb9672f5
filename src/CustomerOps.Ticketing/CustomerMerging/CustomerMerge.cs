using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.CustomerMerging;

/// <summary>Somebody said that two records are one person. Kept for ever, also when it was taken back.</summary>
internal sealed class CustomerMerge : ITenantOwned
{
    private CustomerMerge() { }

    public CustomerMerge(Guid from, Guid into, string reason, Author by, DateTimeOffset now) =>
        (FromId, IntoId, Reason, MergedBy, MergedByName, MergedAt) = (from, into, reason.Trim(), by.Id, by.Name, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid FromId { get; private init; }
    public Guid IntoId { get; private init; }
    public string Reason { get; private init; } = "";
    public Guid? MergedBy { get; private init; }
    public string MergedByName { get; private init; } = "";
    public DateTimeOffset MergedAt { get; private init; }
    public Guid? UndoneBy { get; private set; }
    public string? UndoneByName { get; private set; }
    public DateTimeOffset? UndoneAt { get; private set; }

    public void Undo(Author by, DateTimeOffset now) => (UndoneBy, UndoneByName, UndoneAt) = (by.Id, by.Name, now);
}

internal sealed class CustomerMergeTable : IEntityTypeConfiguration<CustomerMerge>
{
    public void Configure(EntityTypeBuilder<CustomerMerge> builder)
    {
        builder.ToTable("customer_merges");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasOne<Customer>().WithMany().HasForeignKey(m => m.FromId);
        builder.HasOne<Customer>().WithMany().HasForeignKey(m => m.IntoId);
    }
}
