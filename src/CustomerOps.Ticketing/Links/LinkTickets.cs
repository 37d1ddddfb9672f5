using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Links;

internal static class ListLinks
{
    public static async Task<Page<LinkView>> Handle(Guid id, [Word<LinkKind>] string? kind, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var take = Paging.Limit(limit);
        var links = db.Set<TicketLink>().AsNoTracking().Where(l => l.FromId == id || l.ToId == id);
        if (Kebab<LinkKind>.Read(kind) is { } wanted)
        {
            var stored = TicketLink.Stored(Guid.Empty, Guid.AllBitsSet, wanted).Kind;
            links = wanted == LinkKind.RelatesTo ? links.Where(l => l.Kind == wanted) : stored == wanted ? links.Where(l => l.Kind == stored && l.FromId == id) : links.Where(l => l.Kind == stored && l.ToId == id);
        }

        if (Paging.Read<string>(after) is var (_, last)) links = links.Where(l => l.Id > last);
        var rows = await links.OrderBy(l => l.Id).TakePage(take)
            .Join(db.Tickets, l => l.FromId == id ? l.ToId : l.FromId, t => t.Id, (l, t) => new { Link = l, t.Id, t.Number, t.Subject, t.State }).OrderBy(r => r.Link.Id).ToListAsync(ct);
        if (rows.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return Paging.Cut(rows, take, r => ("id", r.Link.Id), r => new LinkView(
            r.Link.FromId == id ? r.Link.Kind : TicketLink.Seen(r.Link.Kind), r.Id, Ticket.TextOf(r.Number), r.Subject, r.State, r.Link.LinkedAt, r.Link.LinkedByName));
    }
}

internal static class LinkTickets
{
    private const int Most = 1_000;

    /// <summary>Repeating it changes nothing.</summary>
    public static Task<NoContent> Handle(Guid id, [Word<LinkKind>] string kind, Guid otherId, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        var word = Kebab<LinkKind>.Stored(kind);
        RuleViolation.Unless(id != otherId, "link.itself", "A ticket is not linked to itself.", "otherId");
        var (ticket, other) = (await db.TicketToChange(id, ct), await db.TicketToChange(otherId, ct));
        var (from, to, stored) = TicketLink.Stored(id, otherId, word);
        if (await db.Set<TicketLink>().AnyAsync(l => l.FromId == from && l.ToId == to && l.Kind == stored, ct)) return TypedResults.NoContent();
        await db.CheckOrder(id, otherId, word, ct);
        RuleViolation.Unless(await db.Set<TicketLink>().CountAsync(l => l.FromId == from, ct) < Most, "link.too-many", $"A ticket has at most {Most} links.");
        // Both tickets are saved with it: of two links that would make a circle or a second parent together, one is done again.
        ticket.Link(time.Now());
        other.Link(time.Now());
        db.Add(new TicketLink(id, otherId, word, Author.Of(caller), time.Now()));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    });
}

internal static class UnlinkTickets
{
    public static Task<NoContent> Handle(Guid id, [Word<LinkKind>] string kind, Guid otherId, TicketingDb db, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        var (ticket, other) = (await db.TicketToChange(id, ct), await db.TicketToChange(otherId, ct));
        var (from, to, stored) = TicketLink.Stored(id, otherId, Kebab<LinkKind>.Stored(kind));
        if (await db.Set<TicketLink>().SingleOrDefaultAsync(l => l.FromId == from && l.ToId == to && l.Kind == stored, ct) is not { } link) return TypedResults.NoContent();
        ticket.Link(time.Now());
        other.Link(time.Now());
        db.Remove(link);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    });
}
