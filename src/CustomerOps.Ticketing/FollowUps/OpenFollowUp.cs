using CustomerOps.Contracts.Survey;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Automation;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.FollowUps;

/// <summary>A bad survey answer reaches a supervisor as a ticket of its own; one per response, whatever is delivered twice.</summary>
internal sealed class OpenFollowUp(TicketingDb db, TicketNumbers numbers, SlaRulebook rulebook, TimeProvider time) : IEventHandler<SurveyAnswered>
{
    public async Task Handle(SurveyAnswered told, EventFacts facts, CancellationToken cancellationToken)
    {
        var about = told is { TriggerKind: "ticket", TriggerId: { } ticketId } ? await db.Tickets.SingleOrDefaultAsync(t => t.Id == ticketId, cancellationToken) : null;
        var orderId = told is { TriggerKind: "order", TriggerId: { } id } && await db.Orders.AnyAsync(o => o.Id == id, cancellationToken) ? told.TriggerId : about?.OrderId;
        var customer = await db.FindCustomer(told.CustomerId ?? about?.CustomerId, told.CustomerEmail, cancellationToken);
        // Nobody to call back: an anonymous answer counts in the scores only.
        if (customer is null) return;
        db.Add(new TimelineEntry(customer.Id, "survey-answered", told.InvitationId, Dissatisfaction.Title(told), told.AnsweredAt.ToUniversalTime()));
        if (about is not null) db.Happenings.Note(about.Id, Happening.SurveyAnswered);
        if (!Dissatisfaction.IsIn(told) || await db.Tickets.AnyAsync(t => t.SurveyResponseId == told.ResponseId, cancellationToken)) return;
        var contact = new Contact(
            await numbers.Next(facts.TenantId, cancellationToken), customer, about?.Channel ?? Channel.Web, Origin.SurveyFollowUp, Dissatisfaction.Subject(told, about), told.Language,
            Dissatisfaction.IsGrave(told) ? Priority.Urgent : Priority.High, Tier.Supervisor, about?.Branch, orderId, ["follow-up"], about?.Id, told.ResponseId);
        db.Open(contact, Author.System, Visibility.Internal, Dissatisfaction.Note(told, about), await rulebook.For(db, cancellationToken), time.Now());
    }
}
