namespace CustomerOps.Contracts.Ticketing;

/// <summary>A customer contact became a ticket.</summary>
/// <param name="Channel">email, phone, chat, social, web or store.</param>
/// <param name="Origin"><c>contact</c>, or <c>survey-follow-up</c> when a survey answer opened it.</param>
[Event("ticketing.ticket-created.v1")]
public sealed record TicketCreated(
    Guid TicketId, string Number, string Channel, string Origin, string Subject, string Language, string Priority, string? Branch,
    TicketCustomer Customer, Guid? OrderId, IReadOnlyList<string> Tags, DateTimeOffset CreatedAt);

/// <summary>The customer of a ticket as known at that moment.</summary>
/// <param name="SurveyConsent">May this customer be asked to answer surveys?</param>
public sealed record TicketCustomer(Guid CustomerId, string Name, string? Email, string Language, bool SurveyConsent);

/// <summary>A public or internal message was added. The text itself stays in Ticketing.</summary>
/// <param name="AuthorKind">staff, customer or system.</param>
[Event("ticketing.message-added.v1")]
public sealed record MessageAdded(Guid TicketId, Guid MessageId, string Visibility, string AuthorKind, Guid? AuthorId, DateTimeOffset AddedAt);

/// <summary>A ticket got a person or a queue.</summary>
[Event("ticketing.ticket-assigned.v1")]
public sealed record TicketAssigned(Guid TicketId, string Number, Guid? PersonId, string Queue, string Tier, DateTimeOffset AssignedAt);

/// <summary>A ticket was handed up.</summary>
[Event("ticketing.ticket-escalated.v1")]
public sealed record TicketEscalated(Guid TicketId, string Number, string FromTier, string ToTier, string Reason, Guid? EscalatedBy, DateTimeOffset EscalatedAt);

/// <summary>Staff solved a ticket.</summary>
[Event("ticketing.ticket-solved.v1")]
public sealed record TicketSolved(
    Guid TicketId, string Number, string Channel, string Origin, string Subject, string? Branch, IReadOnlyList<string> Tags,
    TicketCustomer Customer, Guid? SolvedBy, string? SolvedByName, DateTimeOffset SolvedAt);

/// <summary>A solved ticket was opened again.</summary>
[Event("ticketing.ticket-reopened.v1")]
public sealed record TicketReopened(Guid TicketId, string Number, DateTimeOffset ReopenedAt);

/// <summary>An SLA deadline is near (<c>warning</c>), was missed (<c>breach</c>) or was missed some while ago (<c>overdue</c>).</summary>
/// <param name="Metric">first-response, next-response, periodic-update, resolution, requester-wait or time-in-queue.</param>
/// <param name="Level">Which of the policy's warnings or reminders it is, from 1; none with a breach.</param>
[Event("ticketing.sla-clock-alarmed.v1")]
public sealed record SlaClockAlarmed(Guid TicketId, string Number, string Metric, string Alarm, DateTimeOffset DueAt, DateTimeOffset AlarmedAt, int? Level = null);

/// <summary>What a ticket is about was put right; all members are as they are now.</summary>
[Event("ticketing.ticket-changed.v1")]
public sealed record TicketChanged(
    Guid TicketId, string Number, string Subject, string Priority, IReadOnlyList<string> Tags, Guid? OrderId, string? Branch, DateTimeOffset ChangedAt);

/// <summary>A ticket waits: <c>pending</c> for the customer, <c>on-hold</c> for somebody else.</summary>
/// <param name="Reason">In words of staff.</param>
/// <param name="PendingReason">The organisation's reason by name, where the customer is reminded.</param>
/// <param name="Until">When the wait ends by itself.</param>
[Event("ticketing.ticket-waiting.v1")]
public sealed record TicketWaiting(Guid TicketId, string Number, string State, string Reason, string? PendingReason, DateTimeOffset? Until, DateTimeOffset WaitingSince);

/// <summary>The same concern had come twice: the other ticket goes on for both. This one is closed without a solution.</summary>
[Event("ticketing.ticket-merged.v1")]
public sealed record TicketMerged(Guid TicketId, string Number, Guid IntoTicketId, string IntoNumber, DateTimeOffset MergedAt);

/// <summary>They were two concerns after all: the ticket is as it was before.</summary>
[Event("ticketing.ticket-unmerged.v1")]
public sealed record TicketUnmerged(Guid TicketId, string Number, Guid FromTicketId, DateTimeOffset UnmergedAt);

/// <summary>A solved ticket stayed solved and is closed for good.</summary>
[Event("ticketing.ticket-closed.v1")]
public sealed record TicketClosed(Guid TicketId, string Number, DateTimeOffset ClosedAt);

/// <summary>More tickets say the same than usual: perhaps one problem. People decide.</summary>
/// <param name="Subject">Of the ticket that showed it.</param>
/// <param name="Tickets">How many say it so far.</param>
/// <param name="WithinHours">In so many hours they came.</param>
/// <param name="Expected">How many were to be expected in them, by the days before.</param>
[Event("ticketing.problem-proposed.v1")]
public sealed record ProblemProposed(Guid ProposalId, string Subject, int Tickets, int WithinHours, double Expected, DateTimeOffset ProposedAt);
