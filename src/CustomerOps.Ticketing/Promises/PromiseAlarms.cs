using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Merging;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Promises;

/// <summary>A promise's time is near. Out of date when another time was promised meanwhile.</summary>
[Due("promise-soon")]
internal sealed record PromiseSoon(Guid PromiseId, DateTimeOffset DueAt);

/// <summary>A promise's time has gone by, for the nth time somebody is told.</summary>
[Due("promise-missed")]
internal sealed record PromiseOverdue(Guid PromiseId, DateTimeOffset DueAt, int Escalations);

internal static class PromiseAlarms
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(30);

    /// <summary>Half an hour before, or half-way where that is shorter; and when it has gone by.</summary>
    public static void PlanAlarms(this TicketingDb db, CustomerPromise promise, DateTimeOffset now)
    {
        var left = promise.DueAt - now;
        db.Schedule(new PromiseSoon(promise.Id, promise.DueAt), promise.DueAt - (left / 2 < Before ? left / 2 : Before));
        db.Schedule(new PromiseOverdue(promise.Id, promise.DueAt, promise.Escalations), promise.DueAt);
    }
}

internal sealed class WarnOfPromise(TicketingDb db) : IDueHandler<PromiseSoon>
{
    public async Task Handle(PromiseSoon message, CancellationToken cancellationToken)
    {
        var promise = await db.Promises.SingleOrDefaultAsync(p => p.Id == message.PromiseId && p.State == PromiseState.Open && p.DueAt == message.DueAt, cancellationToken);
        if (promise is not null) promise.Warn(await db.Tickets.SingleAsync(t => t.Id == promise.TicketId, cancellationToken));
    }
}

/// <summary>What was missed goes one tier up, and again each working day until it is kept or the supervisors have it.</summary>
internal sealed class EscalateMissed(TicketingDb db, SlaRulebook rulebook, TimeProvider time) : IDueHandler<PromiseOverdue>
{
    private static readonly Duration Again = Duration.FromHours(8);

    public async Task Handle(PromiseOverdue message, CancellationToken cancellationToken)
    {
        var promise = await db.Promises.SingleOrDefaultAsync(
            p => p.Id == message.PromiseId && p.State == PromiseState.Open && p.DueAt == message.DueAt && p.Escalations == message.Escalations, cancellationToken);
        if (promise is null) return;
        var (now, ticket) = (time.Now(), await db.GoingOn(await db.TicketToChange(promise.TicketId, cancellationToken), cancellationToken));
        promise.Miss(ticket, now);
        if (ticket.State is TicketState.Solved or TicketState.Closed || ticket.Tier == Tier.Supervisor) return;
        if (ticket.Escalate(ticket.Tier + 1, $"A promise was missed: {promise.Text}", Author.System, now) is { } step) db.Add(step);
        var hours = (await rulebook.For(db, cancellationToken)).Hours;
        db.Schedule(new PromiseOverdue(promise.Id, promise.DueAt, promise.Escalations), BusinessTime.Add(hours, Instant.FromDateTimeOffset(now), Again).ToDateTimeOffset());
    }
}
