namespace CustomerOps.Contracts.Ticketing;

/// <summary>A customer was promised something by a time. What it is stays in Ticketing. Told again when it changes, or is owed again.</summary>
/// <param name="Kind"><c>call-back</c>, <c>answer</c>, <c>delivery</c>, <c>refund</c> or <c>other</c>.</param>
/// <param name="PersonId">Who keeps it; null: whoever has the ticket.</param>
[Event("ticketing.promise-made.v1")]
public sealed record PromiseMade(Guid PromiseId, Guid CustomerId, Guid TicketId, string Number, string Kind, Guid? PersonId, DateTimeOffset DueAt, DateTimeOffset MadeAt);

/// <summary>The time of a promise is near and it is not kept.</summary>
[Event("ticketing.promise-due-soon.v1")]
public sealed record PromiseDueSoon(Guid PromiseId, Guid CustomerId, Guid TicketId, string Number, string Kind, Guid? PersonId, DateTimeOffset DueAt);

/// <summary>The time of a promise went by. It is owed still.</summary>
/// <param name="Times">How often somebody was told so; its ticket goes one tier up each time.</param>
[Event("ticketing.promise-missed.v1")]
public sealed record PromiseMissed(Guid PromiseId, Guid CustomerId, Guid TicketId, string Number, string Kind, Guid? PersonId, DateTimeOffset DueAt, int Times, DateTimeOffset MissedAt);

/// <summary>A promise is <c>kept</c>, <c>settled</c> (its ticket stayed solved), or <c>withdrawn</c>.</summary>
/// <param name="Late">It was kept after its time.</param>
[Event("ticketing.promise-settled.v1")]
public sealed record PromiseSettled(Guid PromiseId, Guid CustomerId, Guid TicketId, string Number, string State, bool Late, DateTimeOffset SettledAt);
