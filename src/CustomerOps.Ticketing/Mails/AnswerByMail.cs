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
internal sealed class AnswerByMail(TicketingDb db, Mailboxes mailboxes) : IEventHandler<MessageAdded>
{
    private const int Remembered = 30;

    // Asked for every public word, most of which go to nobody by mail.
    private static readonly Func<TicketingDb, Guid, Task<Answered?>> ToAnswer = EF.CompileAsyncQuery((TicketingDb db, Guid id) => db.Tickets.Where(t => t.Id == id)
        .Select(t => new Answered(t.Id, t.Number, t.Channel, t.Subject, t.Language, t.Customer.Email, t.Customer.Name, db.Set<Participant>().Any(p => p.TicketId == t.Id))).SingleOrDefault());

    public async Task Handle(MessageAdded told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (told.Visibility != Kebab<Visibility>.Of(Visibility.Public) || told.AuthorKind == Kebab<AuthorKind>.Of(AuthorKind.Customer)) return;
        var ticket = await ToAnswer(db, told.TicketId) ?? throw new NotFound("ticket");
        var toRequester = ticket.Email is not null && (ticket.Channel == Channel.Email || told.AuthorKind == Kebab<AuthorKind>.Of(AuthorKind.System));
        if (!toRequester && !ticket.HasParticipants) return;
        // The requester's mail has the message's id, a participant's one made of the message's and theirs: each goes once.
        List<Recipient> recipients = ticket.HasParticipants ? [.. (await db.Informed(ticket.Id, cancellationToken)).Select(p => new Recipient(Of(told.MessageId, p.Id), p.Email, p.Name))] : [];
        if (toRequester) recipients.Insert(0, new Recipient(told.MessageId, ticket.Email!, ticket.Name));
        Guid[] ids = [.. recipients.Select(r => r.MailId)];
        if (ids.Length == 0 || await db.Mails.AnyAsync(m => ids.Contains(m.Id), cancellationToken)) return;
        await Send(ticket, recipients, told.MessageId, cancellationToken);
    }

    private async Task Send(Answered ticket, IReadOnlyList<Recipient> recipients, Guid messageId, CancellationToken ct)
    {
        var thread = await db.Mails.AsNoTracking().Where(m => m.TicketId == ticket.Id && m.Automatic == AutomaticKind.None)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Remembered).Select(m => new { m.Direction, m.MessageId, m.Mailbox }).ToListAsync(ct);
        if ((thread.Find(m => m.Direction == Direction.In)?.Mailbox ?? mailboxes.Of(db.Tenant.Required)) is not { } mailbox) return;
        var said = await db.Messages.SingleAsync(m => m.TicketId == ticket.Id && m.Id == messageId, ct);
        var organisation = await db.Organisations.AsNoTracking().Select(o => o.Name).SingleOrDefaultAsync(ct);
        var subject = MailWords.AnswerSubject(ticket.Subject, Ticket.TextOf(ticket.Number));
        // What a person wrote carries no machine's mark; a reminder says what it is, so that no machine answers it.
        var headers = new Dictionary<string, string> { ["Auto-Submitted"] = said.AuthorKind == AuthorKind.System ? "auto-generated" : "no" };
        if (thread.Find(m => m.Direction == Direction.In && MessageIds.IsPlain(m.MessageId))?.MessageId is { } answered) headers["In-Reply-To"] = answered;
        if (MessageIds.References(thread.Select(m => m.MessageId)) is { Length: > 0 } references) headers["References"] = references;
        var (sender, enclosures) = (new MailAddress(mailbox, OneLine.Of(organisation)), await Enclosures.Of(said, recipients.Count, db, ct));
        foreach (var (mailId, email, name) in recipients)
        {
            db.Publish(new MailToSend(mailId, new MailAddress(email, OneLine.Of(name)), sender, subject, said.Body + enclosures.Named, null, ticket.Language, headers, false, enclosures.Files), mailId);
            db.Add(Mail.Sent(mailId, ticket.Id, mailbox, email, subject, said.AddedAt));
        }
    }

    /// <summary>What a mail needs of its ticket.</summary>
    private sealed record Answered(Guid Id, long Number, Channel Channel, string Subject, string Language, string? Email, string? Name, bool HasParticipants);

    private sealed record Recipient(Guid MailId, string Email, string? Name);

    /// <summary>The same message and participant always give the same id (RFC 9562, version 8: bytes of our own making).</summary>
    private static Guid Of(Guid messageId, Guid participantId)
    {
        var bytes = SHA256.HashData([.. messageId.ToByteArray(bigEndian: true), .. participantId.ToByteArray(bigEndian: true)])[..16];
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true);
    }
}
