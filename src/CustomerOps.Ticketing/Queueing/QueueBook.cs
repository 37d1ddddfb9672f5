using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Links;
using CustomerOps.Ticketing.Problems;
using CustomerOps.Ticketing.Tasks;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Queueing;

internal static class QueueBook
{
    /// <summary>The queue and its rules; the usual ones where nobody set any.</summary>
    public static async Task<TicketQueue> QueueNamed(this TicketingDb db, string name, CancellationToken ct) =>
        await db.Set<TicketQueue>().AsNoTracking().SingleOrDefaultAsync(q => q.Name == name, ct) ?? TicketQueue.Usual(name);

    public static async Task<bool> HasQueue(this TicketingDb db, string name, CancellationToken ct) =>
        Queues.All.Contains(name) || await db.Set<TicketQueue>().AnyAsync(q => q.Name == name, ct);

    public static async Task<bool> WorksHere(this TicketingDb db, Guid? personId, CancellationToken ct) => await db.People.AnyAsync(p => p.Id == personId && p.Active, ct);

    /// <summary>Solves a ticket, and its incidents where it is a problem, and plans its closing as its queue wants it. The caller saves.</summary>
    /// <returns>True when it was not solved before.</returns>
    public static async Task<bool> Solve(this TicketingDb db, Ticket ticket, string summary, Author by, DateTimeOffset now, CancellationToken ct, Dictionary<string, string>? requesterTexts = null)
    {
        await db.NothingBlocks(ticket, ct);
        var queue = await db.QueueNamed(ticket.Queue, ct);
        RuleViolation.Unless(!await db.ChildrenHold(ticket, queue, ct), "ticket.children-open", "The ticket has children that are open; its queue solves them first.");
        var solved = ticket.Solve(summary, by, now);
        if (!solved) return false;
        db.PlanClosing(ticket, queue);
        await db.Tell(ticket, by, requesterTexts ?? [], summary, now, ct);
        return true;
    }

    /// <summary>Its queue wants its children to be solved first, and one is open.</summary>
    public static async Task<bool> ChildrenHold(this TicketingDb db, Ticket ticket, TicketQueue queue, CancellationToken ct) => queue.ChildrenFirst && await db.HasOpenChildren(ticket.Id, ct);

    public static void PlanClosing(this TicketingDb db, Ticket ticket, TicketQueue queue)
    {
        if (ticket is { State: TicketState.Solved, SolvedAt: { } solvedAt }) db.Schedule(new CloseTicket(ticket.Id, solvedAt), solvedAt + queue.ClosesAfter);
    }

    /// <summary>Opens a solved ticket as its queue wants it.</summary>
    public static async Task OpenAgain(this TicketingDb db, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        var isSolved = ticket.State == TicketState.Solved;
        ticket.Reopen(now, isSolved ? await db.QueueNamed(ticket.Queue, ct) : null, !isSolved || await db.WorksHere(ticket.AssigneeId, ct));
    }
}
