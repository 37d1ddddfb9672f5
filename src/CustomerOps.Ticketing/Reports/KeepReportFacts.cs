using System.Linq.Expressions;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;

namespace CustomerOps.Ticketing.Reports;

internal static class KeepReportFacts
{
    /// <summary>With every save: what a report counts of it, whoever changed the ticket and by whatever way. Comes after the clocks have been told.</summary>
    public static async Task KeepReports(this TicketingDb db, SlaRulebook rulebook, CancellationToken ct)
    {
        foreach (var entry in db.ChangeTracker.Entries<Ticket>().ToList())
        {
            var ticket = entry.Entity;
            if (entry.State is EntityState.Added or EntityState.Modified)
            {
                if (Turned(entry, t => t.FirstRespondedAt, out var answered) && answered is { } first)
                    db.Add(await db.Timed(ticket, ReportFactKind.FirstResponse, first, Answerer(db, ticket), 0, rulebook, ct));
                if (Turned(entry, t => t.SolvedAt, out var solved))
                    db.Add(solved is { } end
                        ? await db.Timed(ticket, ReportFactKind.Solved, end, ticket.SolvedBy, ticket.Reopened, rulebook, ct)
                        : new ReportFact(ticket, ReportFactKind.Reopened, ticket.UpdatedAt, ticket.AssigneeId, ticket.Reopened - 1));
            }

            foreach (var outcome in ticket.Clocks?.TakeOutcomes() ?? [])
                db.Add(new ReportFact(ticket, outcome.Kept ? ReportFactKind.PromiseKept : ReportFactKind.PromiseMissed, outcome.At.ToDateTimeOffset(), ticket.AssigneeId, outcome.Run) { Metric = outcome.Metric });
        }
    }

    private static bool Turned(EntityEntry<Ticket> entry, Expression<Func<Ticket, DateTimeOffset?>> moment, out DateTimeOffset? now)
    {
        var property = entry.Property(moment);
        now = property.CurrentValue;
        return entry.State == EntityState.Added ? now is not null : now is null != property.OriginalValue is null;
    }

    private static async Task<ReportFact> Timed(this TicketingDb db, Ticket ticket, ReportFactKind kind, DateTimeOffset at, Guid? personId, int run, SlaRulebook rulebook, CancellationToken ct)
    {
        var hours = (await rulebook.For(db, ct)).TermsFor(ticket.Traits()).Hours;
        return new(ticket, kind, at, personId, run)
        {
            Seconds = (long)(at - ticket.CreatedAt).TotalSeconds,
            BusinessSeconds = (long)BusinessTime.Between(hours, Instant.FromDateTimeOffset(ticket.CreatedAt), Instant.FromDateTimeOffset(at)).TotalSeconds,
        };
    }

    private static Guid? Answerer(TicketingDb db, Ticket ticket) => db.ChangeTracker.Entries<Message>()
        .Where(m => m.State == EntityState.Added && m.Entity.TicketId == ticket.Id && m.Entity is { AuthorKind: AuthorKind.Staff, Visibility: Visibility.Public })
        .Select(m => m.Entity.AuthorId).FirstOrDefault() ?? ticket.AssigneeId;
}
