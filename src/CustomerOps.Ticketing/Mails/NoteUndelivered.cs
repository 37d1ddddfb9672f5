using CustomerOps.Contracts.Mail;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.SideConversations;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mails;

/// <summary>An answer the mail server would not take: whoever has the ticket must know that the customer did not get it.</summary>
internal sealed class NoteUndelivered(TicketingDb db, TimeProvider time) : IEventHandler<MailFailed>
{
    public async Task Handle(MailFailed told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (await db.NoteAside(told, time.Now(), cancellationToken)) return;
        var mail = await db.Mails.SingleOrDefaultAsync(m => m.Id == told.MailId && m.Direction == Direction.Out, cancellationToken);
        if (mail?.TicketId is not { } ticketId) return;
        var ticket = await db.GoingOn(await db.TicketToChange(ticketId, cancellationToken), cancellationToken);
        if (ticket.State == TicketState.Closed) return;
        var note = $"The answer to {mail.Correspondent} could not be delivered: {told.Reason}".Replace("\0", "", StringComparison.Ordinal);
        db.Add(ticket.Say(Author.System, Visibility.Internal, note[..Math.Min(note.Length, 2_000)], time.Now()));
    }
}
