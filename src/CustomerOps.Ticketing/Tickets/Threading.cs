using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Tickets that were merged speak as one.</summary>
internal static class Threading
{
    /// <summary>So often is a ticket merged that others were merged into.</summary>
    public const int Deepest = 20;

    /// <summary>The ticket, or the one that goes on where it was merged.</summary>
    public static async Task<Ticket> GoingOn(this TicketingDb db, Ticket ticket, CancellationToken ct)
    {
        for (var depth = 0; ticket.MergedIntoId is { } into && depth < Deepest; depth++) ticket = await db.TicketToChange(into, ct);
        return ticket;
    }

    /// <summary>The ticket and all that were merged into it.</summary>
    public static IQueryable<Guid> ThreadOf(this TicketingDb db, Guid ticketId) => db.Database.SqlQuery<Guid>($"select ticket_thread({ticketId}) as \"Value\"");

    public static IQueryable<Message> MessagesOf(this TicketingDb db, Guid ticketId)
    {
        var thread = db.ThreadOf(ticketId);
        return db.Messages.AsNoTracking().Where(m => thread.Contains(m.TicketId));
    }
}
