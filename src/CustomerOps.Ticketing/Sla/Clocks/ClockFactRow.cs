using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>A fact as it is stored.</summary>
internal sealed class ClockFactRow : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }

    /// <summary>From 1, without a gap.</summary>
    public int Seq { get; private init; }
    public DateTimeOffset At { get; private init; }
    public FactKind Kind { get; private init; }
    public TicketState? State { get; private init; }
    public string? Queue { get; private init; }
    public Guid? PolicyVersionId { get; private init; }
    public Guid? CalendarVersionId { get; private init; }
    public Priority? Priority { get; private init; }

    public static ClockFactRow Of(Guid ticketId, int seq, ClockFact fact) => new()
    {
        TicketId = ticketId, Seq = seq, At = fact.At.ToDateTimeOffset(), Kind = fact.Kind, State = fact.State, Queue = fact.Queue,
        PolicyVersionId = fact.Terms?.PolicyVersionId, CalendarVersionId = fact.Terms?.CalendarVersionId, Priority = fact.Terms?.Priority,
    };

    public ClockFact ToFact() => new(
        Instant.FromDateTimeOffset(At), Kind, State, Queue,
        (PolicyVersionId, CalendarVersionId, Priority) is ({ } policy, { } calendar, { } priority) ? new TermsRef(policy, calendar, priority) : null);
}
