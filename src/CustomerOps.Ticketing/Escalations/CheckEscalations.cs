using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>Does a rule hand the ticket up?</summary>
[Due("check-escalation")]
internal sealed record CheckEscalation(Guid TicketId);

/// <summary>What has fired for a ticket, and when the next look at it is planned.</summary>
internal sealed class Watch : ServiceDefaults.Data.ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid TicketId { get; init; }
    public DateTimeOffset? PlannedAt { get; set; }
    public string[] Fired { get; set; } = [];
}

/// <summary>Fires the rules whose occasion has come, each once, in their order, and plans the next look.</summary>
internal sealed class FireRules(TicketingDb db, EscalationRulebook rules, SlaRulebook rulebook, TimeProvider time) : IDueBatchHandler<CheckEscalation>
{
    public async Task Prepare(IReadOnlyList<CheckEscalation> messages, CancellationToken cancellationToken)
    {
        await rules.For(db, cancellationToken);
        await rulebook.For(db, cancellationToken);
    }

    public async Task Handle(IReadOnlyList<CheckEscalation> messages, CancellationToken cancellationToken)
    {
        var asked = await rules.For(db, cancellationToken);
        if (asked.Count == 0) return;
        Guid[] ids = [.. messages.Select(m => m.TicketId).Distinct().Order()];
        var watches = await Hold(ids, cancellationToken);
        foreach (var ticket in await db.Tickets.Where(t => ids.Contains(t.Id)).ToListAsync(cancellationToken))
            if (ticket.Clocks.Book is { } book) Look(ticket, watches[ticket.Id], asked, await rulebook.TermsOf(db, book.Terms, cancellationToken));
    }

    private void Look(Ticket ticket, Watch watch, IReadOnlyList<EscalationRule> asked, Terms terms)
    {
        var (now, next) = (time.Now(), (Instant?)null);
        var moment = Instant.FromDateTimeOffset(now);
        foreach (var rule in asked)
        {
            if (rule.Spec.Meets(ticket, terms, moment) is not var (occasion, at) || watch.Fired.Contains($"{rule.Id:n}:{occasion}")) continue;
            if (at > moment) { next = next is null || at < next ? at : next; continue; }
            watch.Fired = [.. watch.Fired, $"{rule.Id:n}:{occasion}"];
            if (ticket.Tier < rule.Spec.Tier && ticket.Escalate(rule.Spec.Tier, rule.Name, Author.System, now) is { } step) db.Add(step.By(rule));
            if (rule.Spec.Extreme) db.CallManager(ticket, rule.Name, Author.System, now);
        }

        if (next?.ToDateTimeOffset() is not { } due || (watch.PlannedAt > now && watch.PlannedAt <= due)) return;
        watch.PlannedAt = due;
        db.Schedule(new CheckEscalation(ticket.Id), due);
    }

    /// <summary>Takes hold of them, so that nobody fires the same twice.</summary>
    private async Task<Dictionary<Guid, Watch>> Hold(Guid[] ids, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"insert into escalation_watches (tenant_id, ticket_id) select {db.Tenant.Required}, id from tickets where tenant_id = {db.Tenant.Required} and id = any({ids}) order by id on conflict do nothing", ct);
        await db.Database.SqlQuery<Guid>($"""select ticket_id as "Value" from escalation_watches where tenant_id = {db.Tenant.Required} and ticket_id = any({ids}) order by ticket_id for update""").ToListAsync(ct);
        return await db.Set<Watch>().Where(w => ids.Contains(w.TicketId)).ToDictionaryAsync(w => w.TicketId, ct);
    }
}

/// <summary>The rules changed: look at some of the tickets that are not done, then at the next.</summary>
[Due("review-escalations")]
internal sealed record ReviewEscalations(Guid After);

internal sealed class LayOutEscalations(TicketingDb db, EscalationRulebook rules, TimeProvider time) : IDueHandler<ReviewEscalations>
{
    private const int AtOnce = 500;

    public async Task Handle(ReviewEscalations message, CancellationToken cancellationToken)
    {
        if ((await rules.For(db, cancellationToken)).Count == 0) return;
        var some = await db.TicketClocks.Where(c => c.Live && c.Id > message.After).OrderBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var id in some) db.Schedule(new CheckEscalation(id), time.GetUtcNow());
        if (some.Count == AtOnce) db.Schedule(new ReviewEscalations(some[^1]), time.GetUtcNow());
    }
}

internal static class EscalationPlanning
{
    /// <summary>With every save: a ticket that changed is looked at, where there are rules at all.</summary>
    public static async Task PlanEscalations(this TicketingDb db, EscalationRulebook rules, TimeProvider time, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified && !e.Entity.State.IsDone()).Select(e => e.Entity.Id).ToList();
        if (changed.Count == 0 || (await rules.For(db, ct)).Count == 0) return;
        foreach (var id in changed) db.Schedule(new CheckEscalation(id), time.GetUtcNow());
    }

    /// <summary>At once, and again when every process has forgotten the rules before.</summary>
    public static void ReviewEscalations(this TicketingDb db, DateTimeOffset now)
    {
        db.Schedule(new ReviewEscalations(Guid.Empty), now);
        db.Schedule(new ReviewEscalations(Guid.Empty), now + Remembering.Keep + TimeSpan.FromSeconds(2));
    }
}
