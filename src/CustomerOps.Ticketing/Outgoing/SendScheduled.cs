using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Drafts;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Outgoing;

/// <summary>Say what was to be said now.</summary>
[Due("send-scheduled")]
internal sealed record SendScheduled(Guid ScheduledId);

/// <summary>
/// Says it once: the message and the mark that it was said are one transaction. What cannot be said as it was meant (the ticket was closed, or the
/// customer wrote what its writer has not seen) goes back to its writer as a draft, with a note.
/// </summary>
internal sealed class SayScheduled(TicketingDb db, TimeProvider time) : IDueHandler<SendScheduled>
{
    public async Task Handle(SendScheduled message, CancellationToken cancellationToken)
    {
        var scheduled = await db.Set<ScheduledMessage>().SingleOrDefaultAsync(m => m.Id == message.ScheduledId && m.MessageId == null, cancellationToken);
        if (scheduled is null) return;
        var (ticket, now) = (await db.GoingOn(await db.TicketToChange(scheduled.TicketId, cancellationToken), cancellationToken), time.Now());
        var news = scheduled.LastMessageId is { } seen ? await db.WrittenSince(ticket.Id, seen, cancellationToken) : [];
        if (ticket.State == TicketState.Closed || news.Count > 0)
        {
            await db.Keep(ticket.Id, scheduled.Author, Visibility.Public, scheduled.Body, shared: true, now);
            if (ticket.State != TicketState.Closed) db.Add(ticket.Say(Author.System, Visibility.Internal, $"The reply that {scheduled.AuthorName} planned was not sent: the customer wrote meanwhile. It is a draft again.", now));
            db.Remove(scheduled);
            return;
        }

        var said = ticket.Say(scheduled.Author, Visibility.Public, scheduled.Body, now);
        db.Add(said);
        // A file that was removed meanwhile, or went with another message, does not hold the words up.
        var files = await db.Set<Attachment>().Where(a => scheduled.AttachmentIds.Contains(a.Id) && a.TicketId == said.TicketId && a.MessageId == null).Select(a => a.Id).ToListAsync(cancellationToken);
        await db.Attach(said, files, cancellationToken);
        scheduled.Said(said.Id);
    }
}
