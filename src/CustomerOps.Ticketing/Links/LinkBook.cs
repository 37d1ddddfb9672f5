using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Links;

internal static class LinkBook
{
    private const int Deepest = 50;

    /// <summary>The tickets that stand on the other side of this one's links of that kind.</summary>
    public static IQueryable<Guid> Linked(this TicketingDb db, Guid ticketId, LinkKind kind)
    {
        var (from, _, stored) = TicketLink.Stored(ticketId, Guid.Empty, kind);
        return from == ticketId
            ? db.Set<TicketLink>().Where(l => l.Kind == stored && l.FromId == ticketId).Select(l => l.ToId)
            : db.Set<TicketLink>().Where(l => l.Kind == stored && l.ToId == ticketId).Select(l => l.FromId);
    }

    /// <summary>A child has one parent and an incident one problem, and nobody is above themselves.</summary>
    public static async Task CheckOrder(this TicketingDb db, Guid ticketId, Guid otherId, LinkKind kind, CancellationToken ct)
    {
        if (kind is not (LinkKind.ParentOf or LinkKind.ChildOf or LinkKind.ProblemOf or LinkKind.IncidentOf)) return;
        var up = kind is LinkKind.ParentOf or LinkKind.ChildOf ? LinkKind.ChildOf : LinkKind.IncidentOf;
        var (below, above) = kind is LinkKind.ParentOf or LinkKind.ProblemOf ? (otherId, ticketId) : (ticketId, otherId);
        RuleViolation.Unless(!await db.Linked(below, up).AnyAsync(id => id != above, ct), "link.one-above", up == LinkKind.ChildOf ? "The child has another parent." : "The incident belongs to another problem.");
        for (var (next, depth) = ((Guid?)above, 0); next is { } id && depth < Deepest; depth++)
        {
            RuleViolation.Unless(id != below, "link.circle", "A ticket is not above itself.");
            next = await db.Linked(id, up).Select(i => (Guid?)i).FirstOrDefaultAsync(ct);
        }

        if (up == LinkKind.IncidentOf) RuleViolation.Unless(!await db.Linked(below, LinkKind.ProblemOf).AnyAsync(ct) && !await db.Linked(above, up).AnyAsync(ct), "link.problem-of-problems", "A problem has incidents, not other problems.");
    }

    public static Task<bool> HasOpenChildren(this TicketingDb db, Guid ticketId, CancellationToken ct)
    {
        var children = db.Linked(ticketId, LinkKind.ParentOf);
        return db.Tickets.AnyAsync(t => children.Contains(t.Id) && t.State != TicketState.Solved && t.State != TicketState.Closed, ct);
    }
}
