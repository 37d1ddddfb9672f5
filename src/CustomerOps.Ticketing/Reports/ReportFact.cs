using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Reports;

internal enum ReportFactKind { FirstResponse, Solved, Reopened, PromiseKept, PromiseMissed }

/// <summary>Something about a ticket that a report counts, with where and whose it was then. Only ever added.</summary>
internal sealed class ReportFact : ITenantOwned
{
    private ReportFact() { }

    public ReportFact(Ticket ticket, ReportFactKind kind, DateTimeOffset at, Guid? personId, int run = 0) =>
        (TicketId, Kind, At, Queue, PersonId, Run) = (ticket.Id, kind, at, ticket.Queue, personId, run);

    public Guid Id { get; private init; } = GrowingId.Next();
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public ReportFactKind Kind { get; private init; }

    /// <summary>Of promises.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Of solved and reopened: how often it had been opened again before; the same for a solution and its end. Of promises: which run of the clock.</summary>
    public int Run { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string Queue { get; private init; } = "";

    /// <summary>Who answered, who solved, who had it when the promise was kept or missed.</summary>
    public Guid? PersonId { get; private init; }

    /// <summary>Since the ticket was created.</summary>
    public long? Seconds { get; init; }

    /// <summary>Since the ticket was created, while its calendar was open.</summary>
    public long? BusinessSeconds { get; init; }
}

internal sealed class ReportFactTable : IEntityTypeConfiguration<ReportFact>
{
    public void Configure(EntityTypeBuilder<ReportFact> fact)
    {
        fact.ToTable("report_facts");
        fact.Property(f => f.Id).ValueGeneratedNever();
        fact.Property(f => f.Kind).HasConversion<KebabConverter<ReportFactKind>>();
        fact.Property(f => f.Metric).HasConversion<KebabConverter<Metric>>();
        fact.HasOne<Ticket>().WithMany().HasForeignKey(f => f.TicketId);
    }
}
