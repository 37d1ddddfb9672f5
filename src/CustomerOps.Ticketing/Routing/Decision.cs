using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Who was given a ticket and why; never changed.</summary>
internal sealed class Decision : ITenantOwned
{
    private Decision() { }

    public Decision(Guid ticketId, OnDuty person, Choice reason, DateTimeOffset now) => (TicketId, PersonId, PersonName, Reason, At) = (ticketId, person.Id, person.Name, reason, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public DateTimeOffset At { get; private init; }
    public Guid PersonId { get; private init; }
    public string PersonName { get; private init; } = "";
    public Choice Reason { get; private init; } = null!;
}

internal static class TurnBook
{
    public static async Task<Dictionary<(string Queue, Guid Person), DateTimeOffset>> Turns(this TicketingDb db, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<Row>($"select queue, person_id, at from routing_turns where tenant_id = {db.Tenant.Required}").ToListAsync(ct);
        return rows.ToDictionary(r => (r.queue, r.person_id), r => r.at);
    }

    public static async Task Keep(this TicketingDb db, IReadOnlyDictionary<(string Queue, Guid Person), DateTimeOffset> turns, CancellationToken ct)
    {
        var (queues, people, moments) = (turns.Keys.Select(k => k.Queue).ToArray(), turns.Keys.Select(k => k.Person).ToArray(), turns.Values.Select(at => at.ToUniversalTime()).ToArray());
        await db.Database.ExecuteSqlAsync($"""
            insert into routing_turns (tenant_id, queue, person_id, at) select {db.Tenant.Required}, t.queue, t.person, t.at from unnest({queues}, {people}, {moments}) as t (queue, person, at)
            on conflict (tenant_id, queue, person_id) do update set at = excluded.at
            """, ct);
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(string queue, Guid person_id, DateTimeOffset at);
#pragma warning restore IDE1006
}
