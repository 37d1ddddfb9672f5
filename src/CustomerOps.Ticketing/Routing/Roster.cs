using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Who could be given something at this moment, read while the organisation's routing is locked: nobody else gives anything out meanwhile.</summary>
internal sealed record Roster(IReadOnlyList<Desk> Desks, IReadOnlyDictionary<Guid, Guid> Substitutes, IReadOnlyDictionary<string, TicketQueue> Queues)
{
    /// <summary>The queue and its rules; the usual ones where nobody set any.</summary>
    public TicketQueue Queue(string name) => Queues.TryGetValue(name, out var queue) ? queue : TicketQueue.Usual(name);
}

internal static class ReadRoster
{
    private const string Lock = "routing";

    /// <summary>Tickets of an organisation are given out one transaction after the other, so that two of them cannot fill the same room. Held until the transaction ends.</summary>
    public static Task LockRouting(this TicketingDb db, CancellationToken ct) => db.Lock(Lock, ct);

    /// <summary>What the organisation says of everybody.</summary>
    public static async Task<RoutingRules> RoutingRules(this TicketingDb db, CancellationToken ct) =>
        await db.Set<RoutingRules>().AsNoTracking().SingleOrDefaultAsync(ct) ?? Routing.RoutingRules.Usual();

    /// <param name="onDuty">Whoever has gone since Staffing answered, or is not known here yet, is left out.</param>
    public static async Task<Roster> Roster(this TicketingDb db, IReadOnlyList<OnDuty> onDuty, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] ids = [.. onDuty.Where(p => p.Until > now).Select(p => p.Id)];
        var known = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id) && p.Active).Select(p => new { p.Id, p.Roles }).ToDictionaryAsync(p => p.Id, p => p.Roles, ct);
        var usual = (await db.RoutingRules(ct)).Limits.Or(Limits.Usual);
        var own = await db.Set<RoutingPerson>().AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        var carried = await db.Carried(ids, ct);
        var desks = onDuty.Where(p => p.Until > now && known.ContainsKey(p.Id)).Select(p => new Desk(p, known[p.Id], own.GetValueOrDefault(p.Id)?.Limits.Or(usual) ?? usual, carried[p.Id]));
        var queues = await db.Set<TicketQueue>().AsNoTracking().ToDictionaryAsync(q => q.Name, ct);
        return new([.. desks], own.Values.Where(p => p.SubstituteId is not null).ToDictionary(p => p.Id, p => p.SubstituteId!.Value), queues);
    }

    /// <summary>Open tickets by person and channel.</summary>
    public static async Task<ILookup<Guid, KeyValuePair<Channel, int>>> Carried(this TicketingDb db, Guid[] people, CancellationToken ct)
    {
        // Whoever asks: what somebody carries counts in queues too that the asker may not read. Row-level security keeps organisations apart.
        var rows = await db.Tickets.IgnoreQueryFilters().IgnoreAutoIncludes().Where(t => t.AssigneeId != null && people.Contains(t.AssigneeId.Value) && t.State == TicketState.Open)
            .GroupBy(t => new { Person = t.AssigneeId!.Value, t.Channel }).Select(g => new { g.Key.Person, g.Key.Channel, Count = g.Count() }).ToListAsync(ct);
        return rows.ToLookup(r => r.Person, r => KeyValuePair.Create(r.Channel, r.Count));
    }
}
