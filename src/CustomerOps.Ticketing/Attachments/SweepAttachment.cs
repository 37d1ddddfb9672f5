using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Outgoing;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Attachments;

/// <summary>Look whether a file was said with a message.</summary>
[Due("sweep-attachment")]
internal sealed record SweepAttachment(Guid AttachmentId);

/// <summary>What nobody said, or never came whole, goes; what waits for a reply that is to be sent later stays.</summary>
internal sealed class SweepAttachments(TicketingDb db, TimeProvider time) : IDueHandler<SweepAttachment>
{
    public async Task Handle(SweepAttachment message, CancellationToken cancellationToken)
    {
        var file = await db.Set<Attachment>().SingleOrDefaultAsync(a => a.Id == message.AttachmentId && a.MessageId == null, cancellationToken);
        if (file is null) return;
        if (await db.Set<ScheduledMessage>().AnyAsync(m => m.TicketId == file.TicketId && m.MessageId == null && m.AttachmentIds.Contains(file.Id), cancellationToken)) db.Schedule(message, time.GetUtcNow() + Attachment.Kept);
        else db.Remove(file);
    }
}
