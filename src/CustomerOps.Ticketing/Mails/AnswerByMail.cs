using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mails;

/// <summary>What staff say in public on a ticket of the channel email, and every reminder, goes to the customer as a mail, from the mailbox the customer wrote to.</summary>
internal sealed class AnswerByMail(TicketingDb db, Mailboxes mailboxes) : IEventHandler<MessageAdded>
{
    private const int Remembered = 30, MaxReferences = 1_900;

    public async Task Handle(MessageAdded told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (told.Visibility != Kebab<Visibility>.Of(Visibility.Public) || told.AuthorKind == Kebab<AuthorKind>.Of(AuthorKind.Customer)) return;
        var ticket = await db.TicketToChange(told.TicketId, cancellationToken);
        // The mail's id is the message's: it goes once.
        if (ticket.Customer.Email is not { } to || (ticket.Channel != Channel.Email && told.AuthorKind != Kebab<AuthorKind>.Of(AuthorKind.System)) || await db.Mails.AnyAsync(m => m.Id == told.MessageId, cancellationToken)) return;
        await Send(ticket, to, await db.Messages.SingleAsync(m => m.TicketId == ticket.Id && m.Id == told.MessageId, cancellationToken), cancellationToken);
    }

    private async Task Send(Ticket ticket, string to, Message said, CancellationToken ct)
    {
        var thread = await db.Mails.AsNoTracking().Where(m => m.TicketId == ticket.Id && m.Automatic == AutomaticKind.None)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Remembered).Select(m => new { m.Direction, m.MessageId, m.Mailbox }).ToListAsync(ct);
        if ((thread.Find(m => m.Direction == Direction.In)?.Mailbox ?? mailboxes.Of(db.Tenant.Required)) is not { } mailbox) return;
        var organisation = await db.Organisations.AsNoTracking().Select(o => o.Name).SingleOrDefaultAsync(ct);
        var subject = MailWords.AnswerSubject(ticket.Subject, ticket.NumberText);
        // What a person wrote carries no machine's mark; a reminder says what it is, so that no machine answers it.
        var headers = new Dictionary<string, string> { ["Auto-Submitted"] = said.AuthorKind == AuthorKind.System ? "auto-generated" : "no" };
        if (thread.Find(m => m.Direction == Direction.In && IsPlain(m.MessageId))?.MessageId is { } answered) headers["In-Reply-To"] = answered;
        if (References(thread.Select(m => m.MessageId)) is { Length: > 0 } references) headers["References"] = references;
        db.Publish(new MailToSend(said.Id, new MailAddress(to, OneLine(ticket.Customer.Name)), new MailAddress(mailbox, OneLine(organisation)), subject, said.Body + await Named(said, ct), null, ticket.Language, headers, false), said.Id);
        db.Add(Mail.Sent(said.Id, ticket.Id, mailbox, to, subject, said.AddedAt));
    }

    /// <summary>A mail brings no files along; it names them, in words of no language.</summary>
    private async Task<string> Named(Message said, CancellationToken ct)
    {
        if (said.Attachments == 0) return "";
        var files = await db.Set<Attachment>().AsNoTracking().Where(a => a.MessageId == said.Id).OrderBy(a => a.Id).Select(a => new { a.Name, a.Bytes }).ToListAsync(ct);
        return "\n\n" + string.Join('\n', files.Select(f => $"[{f.Name}, {(f.Bytes + 1023) / 1024} kB]"));
    }

    /// <summary>Oldest first, as many of the newest as a header holds.</summary>
    private static string References(IEnumerable<string?> newestFirst)
    {
        var length = 0;
        return string.Join(' ', newestFirst.OfType<string>().Where(IsPlain).Distinct().TakeWhile(id => (length += id.Length + 1) <= MaxReferences).Reverse());
    }

    private static bool IsPlain(string? messageId) => messageId is not null && messageId.All(c => c is > ' ' and < '\x7f');

    private static string? OneLine(string? name) => name is null ? null : new([.. name.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? ' ' : c).Take(200)]);
}
