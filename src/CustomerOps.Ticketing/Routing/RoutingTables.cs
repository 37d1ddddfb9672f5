using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Routing;

internal sealed class RoutingTables : IEntityTypeConfiguration<RoutingRules>, IEntityTypeConfiguration<RoutingPerson>, IEntityTypeConfiguration<Decision>, IEntityTypeConfiguration<TicketQueue>
{
    public void Configure(EntityTypeBuilder<RoutingRules> builder)
    {
        builder.ToTable("routing_rules");
        builder.Property(r => r.Limits).AsJson();
    }

    public void Configure(EntityTypeBuilder<RoutingPerson> builder)
    {
        builder.ToTable("routing_people");
        builder.Property(p => p.Limits).AsJson();
    }

    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("routing_decisions");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Reason).AsJson();
        builder.HasOne<Ticket>().WithMany().HasForeignKey(d => d.TicketId);
    }

    public void Configure(EntityTypeBuilder<TicketQueue> builder)
    {
        builder.Property(q => q.Strategy).HasConversion(new KebabConverter<Strategy>());
        builder.Property(q => q.Skills).AsJson();
        builder.Property(q => q.Rights).AsJson();
    }
}
