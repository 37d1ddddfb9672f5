namespace CustomerOps.Contracts.Ticketing;

/// <summary>Something is to be done for a ticket by a person or a queue. What it is stays in Ticketing. Told again when it changes or is opened again.</summary>
/// <param name="Queue">The department's queue, where no person is named.</param>
/// <param name="Blocks">The ticket is not solved before.</param>
[Event("ticketing.task-assigned.v1")]
public sealed record TaskAssigned(Guid TaskId, Guid TicketId, string Number, Guid? PersonId, string? Queue, DateTimeOffset? DueAt, bool Blocks, DateTimeOffset AssignedAt);

/// <summary>A task is <c>done</c> or <c>cancelled</c>.</summary>
[Event("ticketing.task-settled.v1")]
public sealed record TaskSettled(Guid TaskId, Guid TicketId, string Number, string State, Guid? SettledBy, DateTimeOffset SettledAt);
