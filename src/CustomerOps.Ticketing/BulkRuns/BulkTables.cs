using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.BulkRuns;

internal sealed class BulkRunTable : IEntityTypeConfiguration<BulkRun>
{
    public void Configure(EntityTypeBuilder<BulkRun> builder)
    {
        builder.ToTable("bulk_runs").Ignore(r => r.By);
        builder.Property(r => r.Actions).AsJson();
    }
}

internal sealed class BulkTicketTable : IEntityTypeConfiguration<BulkTicket>
{
    public void Configure(EntityTypeBuilder<BulkTicket> builder)
    {
        builder.ToTable("bulk_run_tickets").HasKey(t => new { t.RunId, t.TicketId });
        builder.Property(t => t.State).HasConversion<KebabConverter<BulkState>>();
        builder.HasOne<BulkRun>().WithMany().HasForeignKey(t => t.RunId);
    }
}
