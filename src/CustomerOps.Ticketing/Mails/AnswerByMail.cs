using System.Security.Cryptography;
using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Participants;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mails;

/// <summary>What staff say in public on a ticket of the channel email, and every reminder, goes to the customer as a mail, and to who else takes part, from the mailbox the customer wrote to.</summary>
internal sealed class AnswerByMail(TicketingDb db, Mailboxes mailboxes) : IEventBatchHandler<MessageAdded>
{
    private const int Remembered = 30;

    // Asked for every public word, most of which go to nobody by mail.
    private static readonly Func<TicketingDb, Guid[], IAsyncEnumerable<Answered>> ToAnswer = EF.CompileAsyncQuery((TicketingDb db, Guid[] ids) => db.Tickets.AsNoTracking().Where(t => ids.Contains(t.Id))
        .Select(t => new Answered(t.Id, t.Number, t.Channel, t.Subject, t.Language, t.Customer.Email, t.Customer.Name, db.Set<Participant>().Any(p => p.TicketId == t.Id),
            db.Mails.Where(m => m.TicketId == t.Id && m.Automatic == AutomaticKind.None).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Remembered).Select(m => new Before(m.Direction, m.MessageId, m.Mailbox)).ToList())));

    public async Task Handle(IReadOnlyList<MessageAdded> told, CancellationToken cancellationToken)
    {
        MessageAdded[] spoken = [.. told.Where(m => m.Visibility == Kebab<Visibility>.Of(Visibility.Public) && m.AuthorKind != Kebab<AuthorKind>.Of(AuthorKind.Customer))];
        Guid[] ids = [.. spoken.Select(m => m.TicketId).Distinct()];
        if (ids.Length == 0) return;
        var tickets = await ToAnswer(db, ids).ToDictionaryAsync(t => t.Id, cancellationToken: cancellationToken);
        foreach (var message in spoken) await Answer(tickets.GetValueOrDefault(message.TicketId) ?? throw new NotFound("ticket"), message, cancellationToken);
    }

    private async Task Answer(Answered ticket, MessageAdded told, CancellationToken ct)
    {
        var toRequester = ticket.Email is not null && (ticket.Channel == Channel.Email || told.AuthorKind == Kebab<AuthorKind>.Of(AuthorKind.System));
        if (!toRequester && !ticket.HasParticipants) return;
        if ((ticket.Thread.Find(m => m.Direction == Direction.In)?.Mailbox ?? mailboxes.Of(db.Tenant.Required)) is not { } mailbox) return;
        // The requester's mail has the message's id, a participant's one made of the message's and theirs: each goes once.
        List<Recipient> recipients = ticket.HasParticipants ? [.. (await db.Informed(ticket.Id, ct)).Select(p => new Recipient(Of(told.MessageId, p.Id), p.Email, p.Name))] : [];
        if (toRequester) recipients.Insert(0, new Recipient(told.MessageId, ticket.Email!, ticket.Name));
        Guid[] ids = [.. recipients.Select(r => r.MailId)];
        if (ids.Length == 0 || await db.Mails.AnyAsync(m => ids.Contains(m.Id), ct)) return;
        await Send(ticket, mailbox, recipients, await db.Messages.SingleAsync(m => m.TicketId == ticket.Id && m.Id == told.MessageId, ct), ct);
    }

    private async Task Send(Answered ticket, string mailbox, IReadOnlyList<Recipient> recipients, Message said, CancellationToken ct)
    {
        var organisation = await db.Organisations.AsNoTracking().Select(o => o.Name).SingleOrDefaultAsync(ct);
        var subject = MailWords.AnswerSubject(ticket.Subject, Ticket.TextOf(ticket.Number));
        // What a person wrote carries no machine's mark; a reminder says what it is, so that no machine answers it.
        var headers = new Dictionary<string, string> { ["Auto-Submitted"] = said.AuthorKind == AuthorKind.System ? "auto-generated" : "no" };
        if (ticket.Thread.Find(m => m.Direction == Direction.In && MessageIds.IsPlain(m.MessageId))?.MessageId is { } answered) headers["In-Reply-To"] = answered;
        if (MessageIds.References(ticket.Thread.Take(Remembered).Select(m => m.MessageId)) is { Length: > 0 } references) headers["References"] = references;
        var (sender, enclosures) = (new MailAddress(mailbox, OneLine.Of(organisation)), await Enclosures.Of(said, recipients.Count, db, ct));
        foreach (var (mailId, email, name) in recipients)
        {
            db.Publish(new MailToSend(mailId, new MailAddress(email, OneLine.Of(name)), sender, subject, said.Body + enclosures.Named, null, ticket.Language, headers, false, enclosures.Files), mailId);
            db.Add(Mail.Sent(mailId, ticket.Id, mailbox, email, subject, said.AddedAt));
            ticket.Thread.Insert(0, new(Direction.Out, Mail.MessageIdOf(mailId), mailbox));
        }

        if (enclosures.Files is null) return;
        // Many messages' files together would not fit into memory.
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>What a mail needs of its ticket.</summary>
    /// <param name="Thread">Newest first.</param>
    private sealed record Answered(Guid Id, long Number, Channel Channel, string Subject, string Language, string? Email, string? Name, bool HasParticipants, List<Before> Thread);

    /// <summary>A mail of the thread.</summary>
    private sealed record Before(Direction Direction, string? MessageId, string Mailbox);

    private sealed record Recipient(Guid MailId, string Email, string? Name);

    /// <summary>The same message and participant always give the same id (RFC 9562, version 8: bytes of our own making).</summary>
    private static Guid Of(Guid messageId, Guid participantId)
    {
        var bytes = SHA256.HashData([.. messageId.ToByteArray(bigEndian: true), .. participantId.ToByteArray(bigEndian: true)])[..16];
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true);
    }
}
