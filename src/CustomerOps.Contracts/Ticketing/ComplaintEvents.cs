namespace CustomerOps.Contracts.Ticketing;

/// <summary>A customer complained. What they said stays in Ticketing.</summary>
/// <param name="OrderId">The order it is about.</param>
/// <param name="Severity"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="Category">The subject area, a word of the organisation's.</param>
/// <param name="Cause">One of the organisation's causes; null while it is not known.</param>
/// <param name="Repeated">Earlier complaints made it a level graver.</param>
[Event("ticketing.complaint-registered.v1")]
public sealed record ComplaintRegistered(
    Guid ComplaintId, Guid CustomerId, Guid TicketId, string Number, Guid? OrderId, string Severity, string Category, string? Cause, bool Repeated, DateTimeOffset AcknowledgeBy, DateTimeOffset AnswerBy, DateTimeOffset RegisteredAt);

/// <summary>Three quarters of the time for a complaint's <c>acknowledgement</c> or <c>answer</c> have gone by without it.</summary>
/// <param name="PersonId">Whose it is; null: nobody's yet.</param>
[Event("ticketing.complaint-due-soon.v1")]
public sealed record ComplaintDueSoon(Guid ComplaintId, Guid CustomerId, Guid TicketId, string Number, string Severity, string Duty, Guid? PersonId, DateTimeOffset DueAt);

/// <summary>The time for a complaint's <c>acknowledgement</c> or <c>answer</c> went by. It is owed still, and its ticket goes up.</summary>
[Event("ticketing.complaint-overdue.v1")]
public sealed record ComplaintOverdue(Guid ComplaintId, Guid CustomerId, Guid TicketId, string Number, string Severity, string Duty, Guid? PersonId, DateTimeOffset DueAt, DateTimeOffset MissedAt);

/// <summary>A discount or voucher is to be given for a complaint, and somebody has to approve it first.</summary>
/// <param name="Kind"><c>discount</c> or <c>voucher</c>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Approver">The role that may approve, or a higher one.</param>
[Event("ticketing.complaint-remedy-awaits-approval.v1")]
public sealed record ComplaintRemedyAwaitsApproval(Guid ComplaintId, Guid CustomerId, Guid TicketId, Guid RemedyId, string Kind, decimal Amount, string Currency, string Approver, DateTimeOffset AskedAt);

/// <summary>The customer has the answer to their complaint.</summary>
/// <param name="Outcome"><c>upheld</c>, <c>partly-upheld</c> or <c>not-upheld</c>.</param>
/// <param name="Level">2: somebody else looked at it again, as the customer wished.</param>
/// <param name="Late">It came after its time.</param>
[Event("ticketing.complaint-answered.v1")]
public sealed record ComplaintAnswered(Guid ComplaintId, Guid CustomerId, Guid TicketId, string Number, string Severity, string? Cause, string Outcome, int Level, bool Late, DateTimeOffset AnsweredAt);

/// <summary>The customer is not content with the answer: it is looked at again, once.</summary>
[Event("ticketing.complaint-reopened.v1")]
public sealed record ComplaintReopened(Guid ComplaintId, Guid CustomerId, Guid TicketId, string Number, string Severity, DateTimeOffset AnswerBy, DateTimeOffset ReopenedAt);

/// <summary>A complaint is at its end.</summary>
/// <param name="Outcome"><c>upheld</c>, <c>partly-upheld</c>, <c>not-upheld</c> or <c>withdrawn</c>.</param>
[Event("ticketing.complaint-closed.v1")]
public sealed record ComplaintClosed(Guid ComplaintId, Guid CustomerId, Guid TicketId, string Number, string Severity, string? Cause, string Outcome, int Level, DateTimeOffset ClosedAt);

/// <summary>A complaint was answered and its ticket is closed, but nobody has named its cause.</summary>
/// <param name="PersonId">Whose it is; null where nobody has it.</param>
/// <param name="EndsAt">When it is closed without a cause.</param>
[Event("ticketing.complaint-cause-missing.v1")]
public sealed record ComplaintCauseMissing(Guid ComplaintId, Guid CustomerId, Guid TicketId, string Number, string Severity, Guid? PersonId, DateTimeOffset EndsAt);
