using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Routing;

internal static class WaitingTickets
{
    public static IQueryable<Ticket> AwaitPerson(this IQueryable<Ticket> tickets) =>
        tickets.Where(t => t.AssigneeId == null && (t.State == TicketState.New || t.State == TicketState.Open));

    /// <summary>The next of those that wait, the most urgent first, then who has waited longest.</summary>
    /// <param name="after">The last one seen; null for the first.</param>
    public static async Task<IReadOnlyList<QueuedTicket>> NextWaiting(this TicketingDb db, QueuedTicket? after, int most, CancellationToken ct)
    {
        var (priority, since, id) = ((int?)after?.Priority ?? int.MaxValue, after?.QueuedAt ?? DateTimeOffset.UnixEpoch, after?.Id ?? Guid.Empty);
        var rows = await db.Database.SqlQuery<Row>($"""
            select id, version, priority, queued_at, tier, queue, channel, language, tags, preferred_id, declined_by, declined_until from tickets
            where tenant_id = {db.Tenant.Required} and assignee_id is null and state in ('new', 'open')
              and (priority < {priority} or (priority = {priority} and (queued_at, id) > ({since}, {id})))
            order by priority desc, queued_at, id limit {most}
            """).ToListAsync(ct);
        return [.. rows.Select(r => new QueuedTicket(
            r.id, r.version, (Priority)r.priority, r.queued_at, (Tier)r.tier, r.queue, Kebab<Channel>.Stored(r.channel), r.language, r.tags, r.preferred_id, r.declined_by, r.declined_until))];
    }

    /// <summary>Takes hold of those that still wait, and of their clocks, so that nobody changes them before this is stored.</summary>
    public static async Task<IReadOnlyList<Ticket>> Hold(this TicketingDb db, Guid[] ids, CancellationToken ct)
    {
        var held = await db.Database.SqlQuery<Guid>($"""
            select t.id as "Value" from tickets t join ticket_clocks c on c.tenant_id = t.tenant_id and c.id = t.id
            where t.tenant_id = {db.Tenant.Required} and t.id = any({ids}) and t.assignee_id is null and t.state in ('new', 'open') order by t.id for update
            """).ToListAsync(ct);
        return await db.Tickets.Where(t => held.Contains(t.Id)).ToListAsync(ct);
    }

    /// <summary>When anybody of the tier may have it, skilled or not; null never.</summary>
    public static DateTimeOffset? SkillsWaivedAt(this SlaRules rules, Queueing.TicketQueue queue, DateTimeOffset queuedAt) =>
        queue.SkillsWithinMinutes is not { } minutes ? null : BusinessTime.Add(rules.HoursOf(queue.Name), Instant.FromDateTimeOffset(queuedAt), Duration.FromMinutes(minutes)).ToDateTimeOffset();

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(
        Guid id, int version, short priority, DateTimeOffset queued_at, short tier, string queue, string channel, string language, string[] tags, Guid? preferred_id, Guid? declined_by, DateTimeOffset? declined_until);
#pragma warning restore IDE1006
}
