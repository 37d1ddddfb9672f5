using CustomerOps.Contracts.Staffing;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Give a person's open tickets back to their queues: those of these channels, all where none is named.</summary>
[Due("hand-over")]
internal sealed record HandOver(Guid PersonId, IReadOnlyList<string> Channels);

/// <summary>Some at a time, until none is left. If they can, the same person or who stands in for them has them next.</summary>
internal sealed class GiveBack(TicketingDb db, TimeProvider time) : IDueHandler<HandOver>
{
    private const int AtOnce = 100;

    public async Task Handle(HandOver message, CancellationToken cancellationToken)
    {
        var channels = message.Channels.Where(Kebab<Channel>.Knows).Select(Kebab<Channel>.Stored).ToArray();
        var tickets = await db.Tickets.Where(t => t.AssigneeId == message.PersonId && t.State == TicketState.Open && (channels.Length == 0 || channels.Contains(t.Channel)))
            .OrderByDescending(t => t.Priority).ThenBy(t => t.Id).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var ticket in tickets) ticket.Release(time.Now(), message.PersonId);
        if (tickets.Count == AtOnce) db.Schedule(message, time.GetUtcNow());
    }
}

/// <summary>Somebody is away: what they had goes to others, where that was said.</summary>
internal sealed class HandOverAbsent(TicketingDb db, TimeProvider time) : IEventHandler<PersonAbsent>
{
    public Task Handle(PersonAbsent told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (told.HandsOver) db.Schedule(new HandOver(told.PersonId, []), time.GetUtcNow());
        return Task.CompletedTask;
    }
}

/// <summary>Somebody's shift ended: calls and chats, or what the organisation says, do not wait for the next one.</summary>
internal sealed class HandOverAtShiftEnd(TicketingDb db, TimeProvider time) : IEventHandler<ShiftEnded>
{
    public async Task Handle(ShiftEnded told, EventFacts facts, CancellationToken cancellationToken)
    {
        var rules = await db.RoutingRules(cancellationToken);
        if (rules.HandsOverAtShiftEnd.Length > 0) db.Schedule(new HandOver(told.PersonId, rules.HandsOverAtShiftEnd), time.GetUtcNow());
    }
}

/// <summary>Somebody's shift began.</summary>
internal sealed class DrainAtShiftStart(TicketingDb db, TimeProvider time) : IEventHandler<ShiftStarted>
{
    public Task Handle(ShiftStarted told, EventFacts facts, CancellationToken cancellationToken) => db.DrainSoon(time);
}

/// <summary>Somebody is back.</summary>
internal sealed class DrainAtReturn(TicketingDb db, TimeProvider time) : IEventHandler<PersonReturned>
{
    public Task Handle(PersonReturned told, EventFacts facts, CancellationToken cancellationToken) => db.DrainSoon(time);
}

/// <summary>Somebody can do more, or less.</summary>
internal sealed class DrainAtSkill(TicketingDb db, TimeProvider time) : IEventHandler<PersonQualified>
{
    public Task Handle(PersonQualified told, EventFacts facts, CancellationToken cancellationToken) => db.DrainSoon(time);
}

internal static class Drains
{
    public static Task DrainSoon(this TicketingDb db, TimeProvider time)
    {
        db.Drain(time.GetUtcNow());
        return Task.CompletedTask;
    }
}
