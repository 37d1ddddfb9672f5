using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Automation;

/// <summary>Has a timer's time come for this ticket?</summary>
[Due("look-at-timers")]
internal sealed record LookAtTimers(Guid TicketId);

/// <summary>That the time of a timer has come for one ground: then it fired, or its conditions did not hold any more.</summary>
internal sealed record PassedTimer(Guid TriggerId, int Revision, DateTimeOffset From, bool Fired)
{
    /// <summary>What fired for a ground does not fire for it again; what did not, only in other words.</summary>
    public bool Settles(Trigger timer, DateTimeOffset from) => TriggerId == timer.Id && From == from && (Fired || Revision == timer.Revision);
}

/// <summary>What has passed for a ticket, and when the next look at it is planned.</summary>
internal sealed class TimerWatch : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid TicketId { get; init; }
    public DateTimeOffset? PlannedAt { get; set; }
    public List<PassedTimer> Passed { get; set; } = [];
}

internal sealed class TimerWatchTable : IEntityTypeConfiguration<TimerWatch>
{
    public void Configure(EntityTypeBuilder<TimerWatch> builder)
    {
        builder.ToTable("timer_watches").HasKey(w => w.TicketId);
        builder.Property(w => w.Passed).AsJson();
    }
}

/// <summary>Fires the timers whose time has come, each once for its ground however late it is, lets triggers see what they did, and plans the next look.</summary>
internal sealed class LookAtTicket(TicketingDb db, TriggerWork work, SlaRulebook rulebook, TimeProvider time) : IDueHandler<LookAtTimers>
{
    public async Task Prepare(LookAtTimers message, CancellationToken cancellationToken) => await rulebook.For(db, cancellationToken);

    public async Task Handle(LookAtTimers message, CancellationToken cancellationToken)
    {
        var active = await db.ActiveTriggers(cancellationToken);
        var timers = active.FindAll(t => t.Spec.After is not null);
        if (timers.Count == 0 || await work.Begin(message.TicketId, cancellationToken) is not { State: not TicketState.Closed }) return;
        var rules = await rulebook.For(db, cancellationToken);
        await db.Database.ExecuteSqlAsync($"insert into timer_watches (tenant_id, ticket_id) values ({db.Tenant.Required}, {message.TicketId}) on conflict do nothing", cancellationToken);
        var watch = await db.Set<TimerWatch>().AsNoTracking().SingleAsync(w => w.TicketId == message.TicketId, cancellationToken);
        foreach (var timer in timers) await Look(timer, active, watch, rules, cancellationToken);
        await Plan(timers, watch, rules, cancellationToken);
    }

    private async Task Look(Trigger timer, List<Trigger> active, TimerWatch watch, SlaRules rules, CancellationToken ct)
    {
        if (timer.Spec.After!.From(work.Ticket, rules) is not { } from || watch.Passed.Exists(p => p.Settles(timer, from)) || timer.Spec.After.Due(from, work.Ticket, rules) > time.GetUtcNow()) return;
        var (fires, saw) = work.Look(timer);
        watch.Passed = [.. watch.Passed.Where(p => p.TriggerId != timer.Id), new(timer.Id, timer.Revision, from, fires)];
        if (!fires) return;
        var cycle = Guid.CreateVersion7();
        if (await work.Fire(timer, cycle, [Happening.Time], saw, ct) is { Count: > 0 } happened) await work.Cycle(active, cycle, [.. happened], ct);
    }

    /// <summary>One look is planned at a time: at the next time that comes if nothing changes until then.</summary>
    private async Task Plan(List<Trigger> timers, TimerWatch watch, SlaRules rules, CancellationToken ct)
    {
        var (now, ticket) = (time.GetUtcNow(), work.Ticket);
        var next = timers.Select(t => (Timer: t, From: t.Spec.After!.From(ticket, rules))).Where(t => t.From is { } from && !watch.Passed.Exists(p => p.Settles(t.Timer, from)))
            .Select(t => (DateTimeOffset?)t.Timer.Spec.After!.Due(t.From!.Value, ticket, rules)).Where(at => at > now).Min();
        if (watch.PlannedAt > now && (next is null || watch.PlannedAt <= next)) next = null;
        else watch.PlannedAt = next;
        if (next is { } at) db.Schedule(new LookAtTimers(ticket.Id), at);
        List<PassedTimer> kept = [.. watch.Passed.Where(p => timers.Exists(t => t.Id == p.TriggerId))];
        await db.Set<TimerWatch>().Where(w => w.TicketId == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(w => w.PlannedAt, watch.PlannedAt).SetProperty(w => w.Passed, kept), ct);
    }
}

/// <summary>The timers changed: look at some of the tickets that are not closed, then at the next.</summary>
[Due("review-timers")]
internal sealed record ReviewTimers(Guid After);

internal sealed class LayOutTimers(TicketingDb db, TimeProvider time) : IDueHandler<ReviewTimers>
{
    private const int AtOnce = 500;

    public async Task Handle(ReviewTimers message, CancellationToken cancellationToken)
    {
        var some = await db.Tickets.Where(t => t.State != TicketState.Closed && t.Id > message.After).OrderBy(t => t.Id).Select(t => t.Id).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var id in some) db.Schedule(new LookAtTimers(id), time.GetUtcNow());
        if (some.Count == AtOnce) db.Schedule(new ReviewTimers(some[^1]), time.GetUtcNow());
    }
}

internal static class TimerPlanning
{
    /// <summary>At once, and again when every process has forgotten the triggers before.</summary>
    public static void ReviewTimers(this TicketingDb db, Trigger trigger, DateTimeOffset now)
    {
        if (trigger is not { Active: true, Spec.After: not null }) return;
        db.Schedule(new ReviewTimers(Guid.Empty), now);
        db.Schedule(new ReviewTimers(Guid.Empty), now + Remembering.Keep + TimeSpan.FromSeconds(2));
    }
}
