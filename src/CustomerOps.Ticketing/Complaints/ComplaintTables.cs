using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Complaints;

internal sealed class ComplaintTables : IEntityTypeConfiguration<Complaint>, IEntityTypeConfiguration<ComplaintPolicy>, IEntityTypeConfiguration<ComplaintCause>, IEntityTypeConfiguration<ComplaintGuidance>
{
    public void Configure(EntityTypeBuilder<Complaint> builder)
    {
        builder.ToTable("complaints").Ignore(c => c.IsOpen);
        // A review may open the ticket it goes on with in the same save.
        builder.HasOne<Ticket>().WithMany().HasForeignKey(c => c.TicketId);
        builder.Property(c => c.SaidSeverity).HasConversion<KebabConverter<Severity>>();
        builder.Property(c => c.Severity).HasConversion<KebabConverter<Severity>>();
        builder.Property(c => c.State).HasConversion<KebabConverter<ComplaintState>>();
        builder.Property(c => c.Outcome).HasConversion<KebabConverter<ComplaintOutcome>>();
        TicketingDb.Json(builder.Property(c => c.Raised));
        TicketingDb.Json(builder.Property(c => c.Remedies));
        TicketingDb.Json(builder.Property(c => c.Answers));
        TicketingDb.OfTheDatabase(builder.Property(c => c.DueOrder));
    }

    public void Configure(EntityTypeBuilder<ComplaintPolicy> builder)
    {
        builder.ToTable("complaint_policies");
        TicketingDb.Json(builder.Property(p => p.Terms));
        TicketingDb.Json(builder.Property(p => p.Approvals));
        builder.Property(p => p.Repetition).AsJson();
    }

    public void Configure(EntityTypeBuilder<ComplaintCause> builder)
    {
        builder.ToTable("complaint_causes");
        builder.Property(c => c.Names).AsJson();
    }

    public void Configure(EntityTypeBuilder<ComplaintGuidance> builder)
    {
        builder.ToTable("complaint_guidance");
        builder.Property(g => g.Severity).HasConversion<KebabConverter<Severity>>();
        builder.Property(g => g.Texts).AsJson();
    }
}
