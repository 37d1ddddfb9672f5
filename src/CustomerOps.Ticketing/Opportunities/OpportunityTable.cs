using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Opportunities;

internal sealed class OpportunityTable : IEntityTypeConfiguration<Opportunity>
{
    public void Configure(EntityTypeBuilder<Opportunity> builder)
    {
        builder.ToTable("opportunities");
        builder.Ignore(o => o.IsOpen);
        builder.Property(o => o.Kind).HasConversion<KebabConverter<OpportunityKind>>();
        builder.Property(o => o.State).HasConversion<KebabConverter<OpportunityState>>();
        builder.HasOne<Ticket>().WithMany().HasForeignKey(o => o.TicketId);
        builder.HasOne<Customer>().WithMany().HasForeignKey(o => o.CustomerId);
        builder.HasOne<Order>().WithMany().HasForeignKey(o => o.OrderId);
    }
}
