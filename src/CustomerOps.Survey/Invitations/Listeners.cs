using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Invitations;

internal sealed class AskAfterTicket(AskCustomer ask) : IEventHandler<TicketSolved>
{
    public Task Handle(TicketSolved told, EventFacts facts, CancellationToken cancellationToken) => ask.About(
        new Trigger(TriggerKind.Ticket, told.TicketId, told.SolvedAt.ToUniversalTime(), told.Customer.CustomerId, told.Customer.Name, told.Customer.Email,
            told.Customer.Language, told.Customer.SurveyConsent, told.Branch, told.Channel, told.SolvedBy, told.SolvedByName, told.Origin == "survey-follow-up"),
        cancellationToken);
}

internal sealed class AskAfterOrder(AskCustomer ask) : IEventHandler<OrderCompleted>
{
    public Task Handle(OrderCompleted told, EventFacts facts, CancellationToken cancellationToken) => ask.About(
        new Trigger(TriggerKind.Order, told.OrderId, told.CompletedAt.ToUniversalTime(), told.Customer.CustomerId, told.Customer.Name, told.Customer.Email,
            told.Customer.Language, told.Customer.SurveyConsent, told.Branch),
        cancellationToken);
}

/// <summary>A reopened ticket is not asked about until it is solved again; told before its solution, it is remembered.</summary>
internal sealed class WithholdWhenReopened(SurveyDb db, ContactLedger ledger, TimeProvider time) : IEventHandler<TicketReopened>
{
    public async Task Handle(TicketReopened told, EventFacts facts, CancellationToken cancellationToken)
    {
        var at = told.ReopenedAt.ToUniversalTime();
        await ledger.HoldTrigger(TriggerKind.Ticket, told.TicketId, at, cancellationToken);
        var waiting = await db.Invitations
            .Where(i => i.TriggerKind == TriggerKind.Ticket && i.TriggerId == told.TicketId && i.Status == InvitationStatus.Scheduled && i.TriggeredAt <= at)
            .ToListAsync(cancellationToken);
        foreach (var invitation in waiting) invitation.Withhold(ContactPolicy.Reopened, time.GetUtcNow());
    }
}

internal sealed class KeepConsent(ContactLedger ledger) : IEventHandler<CustomerConsentChanged>
{
    public async Task Handle(CustomerConsentChanged told, EventFacts facts, CancellationToken cancellationToken)
    {
        var at = told.ChangedAt.ToUniversalTime();
        await ledger.HoldCustomer(told.CustomerId, told.SurveyConsent, at, cancellationToken);
        await ledger.AllowAgain(told.CustomerId, at, cancellationToken);
    }
}

/// <summary>Mail ids are invitation ids; those of other mails are not ours.</summary>
internal sealed class NoteMailSent(SurveyDb db) : IEventHandler<MailSent>
{
    public async Task Handle(MailSent told, EventFacts facts, CancellationToken cancellationToken) =>
        (await db.HoldInvitation(told.MailId, cancellationToken))?.NoteSent(told.AcceptedAt.ToUniversalTime());
}

internal sealed class NoteMailFailed(SurveyDb db) : IEventHandler<MailFailed>
{
    public async Task Handle(MailFailed told, EventFacts facts, CancellationToken cancellationToken) =>
        (await db.HoldInvitation(told.MailId, cancellationToken))?.NoteBounced(told.Reason);
}
