namespace CustomerOps.Contracts.Ticketing;

/// <summary>Somebody has to decide something for a ticket. What it is stays in Ticketing. Told again, with who is asked then, when its deadline has gone by.</summary>
/// <param name="Role">People of this role or a higher one may decide; null where only those named may.</param>
/// <param name="People">May decide too.</param>
/// <param name="Needed">So many have to say yes; one no is enough.</param>
[Event("ticketing.approval-asked.v1")]
public sealed record ApprovalAsked(Guid ApprovalId, Guid TicketId, string Number, string? Role, IReadOnlyList<Guid> People, int Needed, DateTimeOffset? DueAt, bool Escalated, DateTimeOffset AskedAt);

/// <summary>It is <c>approved</c>, <c>declined</c> or <c>withdrawn</c>.</summary>
[Event("ticketing.approval-settled.v1")]
public sealed record ApprovalSettled(Guid ApprovalId, Guid TicketId, string Number, string State, DateTimeOffset SettledAt);
