using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Presences;

[Example("""{ "activity": "editing" }""")]
internal sealed record ShowPresenceRequest(Activity Activity);

internal static class ShowPresence
{
    public static async Task<PresencesView> Handle(Guid id, ShowPresenceRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        if (!await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        var (now, activity, tenant) = (time.Now(), Kebab<Activity>.Of(request.Activity), caller.TenantId);
        // One statement, so that a person's many windows and our many replicas never meet as an error.
        await db.Database.ExecuteSqlAsync($"""
            insert into presences (tenant_id, ticket_id, person_id, name, activity, seen_at) values ({tenant}, {id}, {caller.SubjectId}, {caller.Name}, {activity}, {now})
            on conflict (tenant_id, ticket_id, person_id) do update set name = excluded.name, activity = excluded.activity, seen_at = excluded.seen_at
            """, ct);
        return await GetPresence.Of(db, id, now, ct);
    }
}

internal static class GetPresence
{
    private const int Most = 100;

    public static async Task<PresencesView> Handle(Guid id, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        return await db.Tickets.AnyAsync(t => t.Id == id, ct) ? await Of(db, id, time.Now(), ct) : throw new NotFound("ticket");
    }

    public static async Task<PresencesView> Of(TicketingDb db, Guid ticketId, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Presence.Lasts;
        return new(await db.Set<Presence>().AsNoTracking().Where(p => p.TicketId == ticketId && p.SeenAt > since)
            .OrderBy(p => p.Activity).ThenBy(p => p.Name).ThenBy(p => p.PersonId).Take(Most).Select(p => new PresenceView(p.PersonId, p.Name, p.Activity, p.SeenAt)).ToListAsync(ct));
    }
}

internal static class EndPresence
{
    public static async Task<NoContent> Handle(Guid id, TicketingDb db, Caller caller, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        if (!await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        await db.Set<Presence>().Where(p => p.TicketId == id && p.PersonId == caller.SubjectId).ExecuteDeleteAsync(ct);
        return TypedResults.NoContent();
    }
}
