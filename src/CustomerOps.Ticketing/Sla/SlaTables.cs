using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Sla;

internal sealed class CalendarTables : IEntityTypeConfiguration<Calendar>, IEntityTypeConfiguration<CalendarVersion>
{
    public void Configure(EntityTypeBuilder<Calendar> builder) => builder.ToTable("calendars");

    public void Configure(EntityTypeBuilder<CalendarVersion> builder)
    {
        builder.ToTable("calendar_versions");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Spec).AsJson();
        builder.HasOne<Calendar>().WithMany().HasForeignKey(v => v.CalendarId);
    }
}

internal sealed class PolicyTables : IEntityTypeConfiguration<SlaPolicy>, IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<SlaPolicy> builder) => builder.ToTable("sla_policies");

    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.ToTable("sla_policy_versions");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Spec).AsJson();
        builder.HasOne<SlaPolicy>().WithMany().HasForeignKey(v => v.PolicyId);
    }
}

internal sealed class ClockTables : IEntityTypeConfiguration<TicketClocks>, IEntityTypeConfiguration<ClockFactRow>
{
    public void Configure(EntityTypeBuilder<TicketClocks> builder)
    {
        builder.ToTable("ticket_clocks");
        // A book never changes, another one takes its place: the same object is the same book.
        builder.Property(c => c.Book).HasColumnType("jsonb").HasConversion(
            book => StoredBook.Write(book!), json => StoredBook.Read(json), new ValueComparer<ClockBook>((a, b) => ReferenceEquals(a, b), book => book.GetHashCode(), book => book));
        TicketingDb.OfTheDatabase(builder.Property(c => c.DueOrder));
        builder.HasOne<Ticket>().WithOne(t => t.Clocks).HasForeignKey<TicketClocks>(c => c.Id);
    }

    public void Configure(EntityTypeBuilder<ClockFactRow> builder)
    {
        builder.ToTable("clock_facts").HasKey(f => new { f.TicketId, f.Seq });
        builder.Property(f => f.Seq).ValueGeneratedNever();
        builder.HasOne<Ticket>().WithMany().HasForeignKey(f => f.TicketId);
    }
}

/// <summary>Every ticket has its clocks, and comes with them.</summary>
internal sealed class TicketsWithClocks : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder) => builder.Navigation(t => t.Clocks).IsRequired().AutoInclude();
}
