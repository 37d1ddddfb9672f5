using CustomerOps.Contracts.Partners;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Languages;
using CustomerOps.Ticketing.Sla;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>A call centre's conversation: a line of the customer's story, and a ticket where something is left to do.</summary>
internal sealed class TakeContact(TicketingDb db, TicketNumbers numbers, SlaRulebook rulebook, TimeProvider time) : IEventHandler<ContactLogged>
{
    public async Task Handle(ContactLogged told, EventFacts facts, CancellationToken cancellationToken)
    {
        RuleViolation.Unless(
            TextAttribute.Fits(told.ExternalId, 100) && TextAttribute.Fits(told.Subject, 300) && TextAttribute.Fits(told.Notes, 100_000) && (told.Agent is null || TextAttribute.Fits(told.Agent, 200)),
            "contact.unreadable", "A contact has externalId, subject and notes.");
        PartnerCustomer.Check(told.Customer.Email, told.Customer.Name, told.Customer.Language, null);
        if (await db.Database.ExecuteSqlAsync($"insert into contacts (tenant_id, external_id) values ({facts.TenantId}, {told.ExternalId.Trim()}) on conflict do nothing", cancellationToken) == 0) return;

        var now = time.Now();
        var customer = await db.Meet(told.Customer.Email, told.Customer.Name, told.Customer.Language, null, now);
        customer.Hear(told.Customer.Name, told.Customer.Language);
        db.Add(new TimelineEntry(customer.Id, "contact-logged", null, told.Subject.Trim(), told.StartedAt.ToUniversalTime()));
        if (told.Settled) return;
        var rules = await rulebook.For(db, cancellationToken);
        var language = told.Customer.Language ?? LanguageDetector.Detect($"{told.Subject}\n{told.Notes}", customer.Language ?? rules.Language);
        var contact = new Contact(await numbers.Next(facts.TenantId, cancellationToken), customer, Channel.Phone, Origin.Contact, told.Subject.Trim(), language, Priority.Normal, Tier.Representative, Tags: ["call-centre"]);
        // Notes are the call centre's words about the customer, not the customer's own.
        db.Open(contact, new Author(AuthorKind.System, null, told.Agent ?? "Call centre"), Visibility.Internal, told.Notes, rules, now);
    }
}
