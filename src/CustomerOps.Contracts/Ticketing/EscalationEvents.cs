namespace CustomerOps.Contracts.Ticketing;

/// <summary>An extreme case: somebody who decides is called at once. Why stays in Ticketing.</summary>
/// <param name="Call">The how-many-th call it is, from 1; later ones because nobody acknowledged.</param>
[Event("ticketing.manager-called.v1")]
public sealed record ManagerCalled(Guid CallId, Guid TicketId, string Number, Guid PersonId, int Call, DateTimeOffset CalledAt);

/// <summary>Somebody takes care of an extreme case; nobody else is called.</summary>
[Event("ticketing.manager-call-acknowledged.v1")]
public sealed record ManagerCallAcknowledged(Guid CallId, Guid TicketId, string Number, Guid AcknowledgedBy, DateTimeOffset AcknowledgedAt);

/// <summary>Everybody in line was called as often as may be, and nobody answered.</summary>
[Event("ticketing.manager-call-unanswered.v1")]
public sealed record ManagerCallUnanswered(Guid CallId, Guid TicketId, string Number, int Calls, DateTimeOffset EndedAt);
