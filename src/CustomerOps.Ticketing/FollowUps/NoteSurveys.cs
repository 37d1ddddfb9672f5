using CustomerOps.Contracts.Survey;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Customers;

namespace CustomerOps.Ticketing.FollowUps;

/// <summary>That a customer was asked stands on the timeline.</summary>
internal sealed class NoteInvitation(TicketingDb db) : IEventHandler<SurveyInvited>
{
    public async Task Handle(SurveyInvited told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (await db.FindCustomer(told.CustomerId, null, cancellationToken) is { } customer)
            db.Add(new TimelineEntry(customer.Id, "survey-invited", told.InvitationId, "Was asked for feedback", told.SentAt.ToUniversalTime()));
    }
}

/// <summary>And that they were not, with the reason.</summary>
internal sealed class NoteWithheld(TicketingDb db) : IEventHandler<InvitationWithheld>
{
    public async Task Handle(InvitationWithheld told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (await db.FindCustomer(told.CustomerId, null, cancellationToken) is { } customer)
            db.Add(new TimelineEntry(customer.Id, "survey-withheld", told.InvitationId, $"Was not asked for feedback: {told.Reason}", told.DecidedAt.ToUniversalTime()));
    }
}
