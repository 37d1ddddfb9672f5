using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

/// <summary>Customers by name and address, and tickets by their number, their order's number or their requester.</summary>
internal static class SearchNames
{
    private const int RequestersFollowed = 10, TicketsFollowed = 50;
    private const double SureRequester = 0.85, ThroughRequester = 0.6;

    public static async Task<List<Found>> Find(TicketingDb db, string asked, SearchKind? kind, CancellationToken ct)
    {
        var people = await People(db, await db.Database.SqlQuery<Row>($"select customer_id as id, likeness from search_customers({asked})").ToListAsync(ct), ct);
        List<Found> found = kind == SearchKind.Ticket ? [] : [.. people.Select(p => new Found(SearchKind.Customer, p.id, Found.Rounded(p.likeness)))];
        if (kind == SearchKind.Customer) return found;
        var numbers = await db.Database.SqlQuery<Row>($"select ticket_id as id, likeness from search_numbers({asked})").ToListAsync(ct);
        found.AddRange(numbers.Select(n => new Found(SearchKind.Ticket, n.id, Found.Rounded(n.likeness), n.id)));
        var sure = people.Where(p => p.likeness >= SureRequester).Take(RequestersFollowed).ToDictionary(p => p.id, p => p.likeness);
        if (sure.Count == 0) return found;
        var behind = await db.Customers.AsNoTracking().Where(c => c.MergedIntoId != null && sure.Keys.Contains(c.MergedIntoId.Value)).Select(c => new { c.Id, Person = c.MergedIntoId!.Value }).ToListAsync(ct);
        foreach (var record in behind) sure[record.Id] = sure[record.Person];
        var tickets = await db.Tickets.AsNoTracking().Where(t => sure.Keys.Contains(t.CustomerId)).OrderByDescending(t => t.Id).Take(TicketsFollowed).Select(t => new { t.Id, t.CustomerId }).ToListAsync(ct);
        found.AddRange(tickets.Select(t => new Found(SearchKind.Ticket, t.Id, Found.Rounded(ThroughRequester * sure[t.CustomerId]), t.Id)));
        return found;
    }

    /// <summary>A person is found once, by the record that stands for them, however many of their records fit: as well as the best of them.</summary>
    private static async Task<List<Row>> People(TicketingDb db, List<Row> records, CancellationToken ct)
    {
        Guid[] ids = [.. records.Select(r => r.id)];
        var first = await db.Customers.AsNoTracking().Where(c => ids.Contains(c.Id) && c.MergedIntoId != null).ToDictionaryAsync(c => c.Id, c => c.MergedIntoId!.Value, ct);
        return [.. records.GroupBy(r => first.GetValueOrDefault(r.id, r.id)).Select(p => new Row(p.Key, p.Max(r => r.likeness)))];
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(Guid id, float likeness);
#pragma warning restore IDE1006
}
