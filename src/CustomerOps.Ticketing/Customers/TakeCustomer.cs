using CustomerOps.Contracts.Partners;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.CustomerMerging;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

/// <summary>A partner's customer register says who a customer is; the newest word counts.</summary>
internal sealed class TakeCustomer(TicketingDb db, TimeProvider time) : IEventHandler<CustomerUpserted>
{
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(10);

    public async Task Handle(CustomerUpserted told, EventFacts facts, CancellationToken cancellationToken)
    {
        var now = time.Now();
        PartnerCustomer.Check(told.Email, told.Name, told.Language, told.Branch);
        // A date far ahead would silence the register until then.
        RuleViolation.Unless(told.ChangedAt <= now + ClocksDiffer, "customer.changed-later", "changedAt lies in the future.");
        var customer = await db.Meet(told.Email, told.Name, told.Language, told.Branch, now);
        var changedAt = told.ChangedAt.ToUniversalTime();
        if (!customer.Register(told.Name, told.Language, told.Branch, changedAt) || told.SurveyConsent is not { } consent) return;
        var person = db.Entry(customer).State == EntityState.Added ? new OnePerson([customer], []) : (await db.PersonToChange(customer.Id, cancellationToken))!.Value.Person;
        await db.Say(person, Statement.Survey(consent, ConsentSource.Register, Author.System, changedAt), cancellationToken);
    }
}
