using CustomerOps.Contracts.Partners;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Languages;
using CustomerOps.Ticketing.Participants;
using CustomerOps.Ticketing.SideConversations;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mails;

/// <summary>A person's mail becomes a word on its ticket, or a new ticket. A machine's is noted where it belongs, else set aside; it opens no ticket and is never answered.</summary>
internal sealed class TakeMail(TicketingDb db, TicketNumbers numbers, CustomerWords words, MailFiles files, Mailboxes mailboxes, SlaRulebook rulebook, TimeProvider time) : IEventHandler<MailReceived>
{
    public async Task Handle(MailReceived told, EventFacts facts, CancellationToken cancellationToken)
    {
        MailWords.Check(told);
        var address = EmailAddress.Normalise(told.From?.Email);
        // Mails of one sender take turns: the second one sees the customer and the ticket of the first.
        await db.Lock($"mail/{address}", cancellationToken);
        // The inbox forgets after a while; this does not.
        if (await db.Mails.AnyAsync(m => m.Id == told.MailId, cancellationToken)) return;
        if (await db.TakeAside(told, time.Now(), cancellationToken)) return;
        // One of ours that came back without its mark, by whatever way.
        if (told.MessageId is { } id && await db.Mails.AnyAsync(m => m.MessageId == id && m.TicketId != null && m.Direction == Direction.Out, cancellationToken)) told = told with { Automatic = AutomaticKind.Loop };
        var (now, rules) = (time.Now(), await rulebook.For(db, cancellationToken));
        var ticket = await db.FindThread(told, await db.FindCustomer(null, address, cancellationToken), cancellationToken);
        if (told.Automatic != AutomaticKind.None) { db.Add(Note(told, ticket, now)); return; }
        var said = await Hear(told, ticket, facts.TenantId, rules, now, cancellationToken);
        db.Add(Mail.Taken(told, said.TicketId, now));
        await files.Belong(told, said, cancellationToken);
    }

    private async Task<Message> Hear(MailReceived told, Ticket? thread, Guid tenantId, SlaRules rules, DateTimeOffset now, CancellationToken ct)
    {
        var customer = await db.Meet(told.From?.Email, told.From is null ? "Unknown sender" : told.From.Name, null, null, now);
        customer.Hear(told.From?.Name, null);
        if (thread is null) return await Open(told, customer, null, tenantId, rules, now, ct);
        var (last, hears) = await words.Hearer(thread, now, ct);
        if (!hears) return await Open(told, customer, last, tenantId, rules, now, ct);
        await Include(told, last, now, ct);
        return await words.Say(last, Author.Of(customer), MailWords.Body(told), now, ct);
    }

    private async Task<Message> Open(MailReceived told, Customer customer, Ticket? ended, Guid tenantId, SlaRules rules, DateTimeOffset now, CancellationToken ct)
    {
        var (subject, body) = (MailWords.Subject(told), MailWords.Body(told));
        var language = LanguageDetector.Detect($"{told.Subject}\n{told.Text}", customer.Language ?? rules.Language);
        var contact = new Contact(
            await numbers.Next(tenantId, ct), customer, Channel.Email, Origin.Contact, subject, language, Priority.Normal, Tier.Representative, FollowsTicketId: ended?.Id, Queue: ended is null ? null : CustomerWords.QueueOf(ended));
        var (ticket, first) = db.Begin(contact, Author.Of(customer), Visibility.Public, body, rules, now);
        await Include(told, ticket, now, ct);
        return first;
    }

    /// <summary>Whom the requester sends a copy takes part from then on, as far as there is room; what others copy in does not count, nor do the house's own addresses.</summary>
    private async Task Include(MailReceived told, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        if (EmailAddress.Normalise(told.From?.Email) is not { } sender || sender != ticket.Customer.Email) return;
        var known = (await db.Informed(ticket.Id, ct)).Select(p => p.Email).ToHashSet();
        var copied = told.Cc.Select(c => (Email: EmailAddress.Normalise(c.Email), c.Name)).Where(c => c.Email is { Length: <= 254 } email && new System.ComponentModel.DataAnnotations.EmailAddressAttribute().IsValid(email)).DistinctBy(c => c.Email);
        foreach (var (email, name) in copied.Where(c => !known.Contains(c.Email!) && c.Email != sender && c.Email != EmailAddress.Normalise(told.Mailbox) && c.Email != EmailAddress.Normalise(mailboxes.Of(db.Tenant.Required))).Take(Participant.Most - known.Count))
        {
            ticket.ChangeParticipants(now);
            db.Add(new Participant(ticket.Id, email!, TextAttribute.Fits(name, 200) ? name : null, now));
        }
    }

    private Mail Note(MailReceived told, Ticket? ticket, DateTimeOffset now)
    {
        if (ticket is null) return Mail.PutAside(told, null, "no-ticket", now);
        if (ticket.State == TicketState.Closed) return Mail.PutAside(told, ticket.Id, "ticket-closed", now);
        // A word of the system's own: it opens nothing and stops no clock.
        db.Add(ticket.Say(Author.System, Visibility.Internal, MailWords.Note(told), now));
        return Mail.Taken(told, ticket.Id, now);
    }
}
