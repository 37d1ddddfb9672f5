using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla;

internal enum ClockState { Running, Paused, Fulfilled, Breached }

/// <param name="Metric">first-response or resolution.</param>
/// <param name="TargetMinutes">Promised open minutes.</param>
/// <param name="State">A breached clock stays breached, whatever came later.</param>
internal sealed record ClockView(
    string Metric, ClockState State, int TargetMinutes, DateTimeOffset StartedAt, DateTimeOffset WarnAt, DateTimeOffset DueAt,
    DateTimeOffset? PausedAt, DateTimeOffset? FulfilledAt, DateTimeOffset? WarnedAt, DateTimeOffset? BreachedAt)
{
    public static ClockView Of(string metric, SlaClock c) => new(
        metric, c.BreachedAt is not null ? ClockState.Breached : c.FulfilledAt is not null ? ClockState.Fulfilled : c.PausedAt is not null ? ClockState.Paused : ClockState.Running,
        c.TargetMinutes, c.StartedAt, c.WarnAt, c.DueAt, c.PausedAt, c.FulfilledAt, c.WarnedAt, c.BreachedAt);
}

internal sealed record ClocksView(IReadOnlyList<ClockView> Items);

internal static class GetClocks
{
    public static async Task<Tagged<ClocksView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("ticket");
        return Tagged.Ok(new ClocksView([ClockView.Of(Ticket.FirstResponse, ticket.Response), ClockView.Of(Ticket.Resolve, ticket.Resolution)]), ticket.Version);
    }
}
