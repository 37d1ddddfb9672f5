namespace CustomerOps.Contracts.Ticketing;

/// <summary>A department is asked to do something for a ticket. What it is stays in Ticketing.</summary>
/// <param name="Department">Its name, for example <c>warehouse</c>.</param>
/// <param name="OrderNumber">The shop's number of the order it is about.</param>
[Event("ticketing.department-asked.v1")]
public sealed record DepartmentAsked(Guid TaskId, string Department, string? OrderNumber, DateTimeOffset DueAt, DateTimeOffset AskedAt);

/// <summary>A department answered what it was asked.</summary>
/// <param name="Late">After its time.</param>
[Event("ticketing.department-answered.v1")]
public sealed record DepartmentAnswered(Guid TaskId, string Department, string? OrderNumber, bool Late, DateTimeOffset AnsweredAt);

/// <summary>A department did not answer in time; the ticket goes a tier up.</summary>
[Event("ticketing.department-overdue.v1")]
public sealed record DepartmentOverdue(Guid TaskId, string Department, string? OrderNumber, DateTimeOffset DueAt, DateTimeOffset MissedAt);
