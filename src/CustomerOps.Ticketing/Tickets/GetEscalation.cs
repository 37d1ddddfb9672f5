using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal sealed record EscalationStep(Tier From, Tier To, string Reason, Guid? EscalatedBy, string EscalatedByName, DateTimeOffset EscalatedAt);

/// <param name="Trail">Oldest step first; at most four, one per tier.</param>
internal sealed record EscalationView(Tier Tier, string Queue, IReadOnlyList<EscalationStep> Trail);

internal static class GetEscalation
{
    public static async Task<Tagged<EscalationView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var ticket = await db.Tickets.AsNoTracking().Where(t => t.Id == id).Select(t => new { t.Tier, t.Queue, t.Version }).SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        var trail = await db.Escalations.AsNoTracking().Where(e => e.TicketId == id).OrderBy(e => e.Id).Take(Paging.MaxLimit)
            .Select(e => new EscalationStep(e.FromTier, e.ToTier, e.Reason, e.EscalatedBy, e.EscalatedByName, e.EscalatedAt)).ToListAsync(ct);
        return Tagged.Ok(new EscalationView(ticket.Tier, ticket.Queue, trail), ticket.Version);
    }
}
