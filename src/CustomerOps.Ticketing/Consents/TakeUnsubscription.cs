using CustomerOps.Contracts.Survey;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.CustomerMerging;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Consents;

/// <summary>Who took themselves off by the link in a survey mail said no to being asked; a newer yes stands.</summary>
internal sealed class TakeUnsubscription(TicketingDb db) : IEventHandler<CustomerUnsubscribed>
{
    public async Task Handle(CustomerUnsubscribed told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (await db.FindCustomer(told.CustomerId, told.CustomerEmail, cancellationToken) is not { } found || await db.PersonToChange(found.Id, cancellationToken) is not var (customer, person)) return;
        await db.Say(person, Statement.Survey(false, ConsentSource.SurveyLink, Author.Of(customer), told.UnsubscribedAt.ToUniversalTime()), cancellationToken);
    }
}
