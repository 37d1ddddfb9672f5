using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Give what waits to who has room.</summary>
/// <param name="Planned">Of the look that is planned while something waits; null when something happened.</param>
[Due("drain-queues")]
internal sealed record DrainQueues(DateTimeOffset? Planned = null);

/// <summary>A ticket came back to the person who had it: have they room and are they there?</summary>
[Due("review-keeper")]
internal sealed record ReviewKeeper(Guid TicketId, Guid PersonId);

internal static class KeepRouting
{
    /// <summary>
    /// With every save: a ticket that begins to wait, waits for something else now or frees room lets the queues be drained, whoever changed it and by
    /// whatever way. So no path to a person can be forgotten.
    /// </summary>
    public static void PlanRouting(this TicketingDb db, TimeProvider time)
    {
        var drain = false;
        foreach (var entry in db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            var (ticket, before) = (entry.Entity, Before.Of(entry));
            if (ticket.AwaitsPerson && !before.AwaitsPerson) ticket.Queued(entry.State == EntityState.Added || entry.Property(t => t.UpdatedAt).IsModified ? ticket.UpdatedAt : time.Now());
            if (ticket.AssigneeId is { } person && person != before.Person) ticket.Given(time.Now());
            drain |= ticket.AwaitsPerson && (!before.AwaitsPerson || IsOther(entry)) || (before.Carries && (ticket.AssigneeId != before.Person || ticket.State != TicketState.Open));
            if (before.Rests && ticket is { State: TicketState.Open, AssigneeId: { } keeper } && keeper == before.Person) db.Schedule(new ReviewKeeper(ticket.Id, keeper), time.GetUtcNow());
        }

        if (drain) db.Drain(time.GetUtcNow());
    }

    /// <summary>Looks for people as soon as this is saved.</summary>
    public static void Drain(this TicketingDb db, DateTimeOffset now) => db.Schedule(new DrainQueues(), now);

    /// <summary>Others may be able to have it now.</summary>
    private static bool IsOther(EntityEntry<Ticket> entry) =>
        entry.Property(t => t.Queue).IsModified || entry.Property(t => t.Tier).IsModified || entry.Property(t => t.Priority).IsModified || entry.Property(t => t.Tags).IsModified || entry.Property(t => t.PreferredId).IsModified;

    private readonly record struct Before(TicketState? State, Guid? Person)
    {
        public bool AwaitsPerson => Person is null && State is (TicketState.New or TicketState.Open);

        public bool Carries => Person is not null && State == TicketState.Open;

        public bool Rests => State is TicketState.Pending or TicketState.OnHold or TicketState.Solved;

        public static Before Of(EntityEntry<Ticket> entry) =>
            entry.State == EntityState.Added ? default : new(entry.Property(t => t.State).OriginalValue, entry.Property(t => t.AssigneeId).OriginalValue);
    }
}
