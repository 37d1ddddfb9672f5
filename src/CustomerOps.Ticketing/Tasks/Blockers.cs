using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Approvals;
using CustomerOps.Ticketing.Complaints;
using CustomerOps.Ticketing.Promises;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tasks;

internal static class Blockers
{
    private const int Named = 5;

    /// <summary>Says by name what must be done before the ticket is solved, on it and on what was merged into it. The ticket itself counts it, and so holds also when this looked too early.</summary>
    public static async Task NothingBlocks(this TicketingDb db, Ticket ticket, CancellationToken ct)
    {
        if (!ticket.IsBlocked || ticket.State is TicketState.Solved or TicketState.Closed) return;
        var thread = db.ThreadOf(ticket.Id);
        var tasks = await db.Tasks.AsNoTracking().Where(t => thread.Contains(t.TicketId) && t.Blocks && t.State == TaskState.Open).OrderBy(t => t.Id).Select(t => t.Title).Take(Named).ToListAsync(ct);
        var lists = await db.Checklists.AsNoTracking().Where(c => thread.Contains(c.TicketId)).OrderBy(c => c.Id).ToListAsync(ct);
        var promises = await db.Promises.AsNoTracking().Where(p => thread.Contains(p.TicketId) && p.State == PromiseState.Open).OrderBy(p => p.DueAt).Select(p => p.Text).Take(Named).ToListAsync(ct);
        var complaints = await db.Complaints.AsNoTracking().Where(c => thread.Contains(c.TicketId) && c.State != ComplaintState.Answered && c.State != ComplaintState.Closed).OrderBy(c => c.AnswerBy).Select(c => $"Answer the complaint ({c.Category})").Take(Named).ToListAsync(ct);
        var approvals = await db.Set<TicketApproval>().AsNoTracking().Where(a => thread.Contains(a.TicketId) && a.State == ApprovalState.Open).OrderBy(a => a.Id).Select(a => $"Decide: {a.Subject}").Take(Named).ToListAsync(ct);
        var open = complaints.Concat(approvals).Concat(promises).Concat(tasks).Concat(lists.SelectMany(l => l.Items.Where(i => i.KeepsOpen).Select(i => $"{l.Title}: {i.Text}"))).Take(Named).ToList();
        throw new RuleViolation("ticket.blocked", $"To be done before: {string.Join("; ", open)}{(ticket.Blockers > open.Count ? "; …" : "")}.");
    }
}
