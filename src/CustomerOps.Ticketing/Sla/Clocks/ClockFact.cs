using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

internal enum FactKind { Opened, StateSet, CustomerWrote, StaffAnswered, QueueSet, TermsSet }

/// <summary>The versions a ticket is counted by.</summary>
/// <param name="PolicyVersionId">Empty when no policy matches it.</param>
internal sealed record TermsRef(Guid PolicyVersionId, Guid CalendarVersionId, Priority Priority);

/// <summary>Something that happened to a ticket and matters to its clocks. Facts are only ever added, in the order of their time.</summary>
/// <param name="State">Of Opened and StateSet.</param>
/// <param name="Queue">Of Opened and QueueSet.</param>
/// <param name="Terms">Of Opened and TermsSet.</param>
internal sealed record ClockFact(Instant At, FactKind Kind, TicketState? State = null, string? Queue = null, TermsRef? Terms = null);
