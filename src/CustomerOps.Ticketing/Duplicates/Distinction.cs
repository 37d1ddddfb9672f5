using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Duplicates;

/// <summary>Somebody looked, and these two records are not one person.</summary>
internal sealed class Distinction : ITenantOwned
{
    private Distinction() { }

    public Distinction(Guid one, Guid other, Author by, DateTimeOffset now) => ((LowId, HighId), SaidBy, SaidByName, SaidAt) = (InOrder(one, other), by.Id, by.Name, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid LowId { get; private init; }
    public Guid HighId { get; private init; }
    public Guid? SaidBy { get; private init; }
    public string SaidByName { get; private init; } = "";
    public DateTimeOffset SaidAt { get; private init; }

    /// <summary>As the database orders them, so that a pair stands once.</summary>
    public static (Guid Low, Guid High) InOrder(Guid one, Guid other) => string.CompareOrdinal($"{one}", $"{other}") < 0 ? (one, other) : (other, one);
}

internal sealed class DistinctionTable : IEntityTypeConfiguration<Distinction>
{
    public void Configure(EntityTypeBuilder<Distinction> builder)
    {
        builder.ToTable("customer_distinctions");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasOne<Customer>().WithMany().HasForeignKey(d => d.LowId);
        builder.HasOne<Customer>().WithMany().HasForeignKey(d => d.HighId);
    }
}
