using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

/// <summary>Customers by name and address, and tickets by their number, their order's number or their requester.</summary>
internal static class SearchNames
{
    private const int RequestersFollowed = 10, TicketsFollowed = 50;
    private const double SureRequester = 0.85, ThroughRequester = 0.6;

    public static async Task<List<Found>> Find(TicketingDb db, string asked, SearchKind? kind, CancellationToken ct)
    {
        // A person is found once, by the record that stands for them, however many of their records fit: as well as the best of them.
        var rows = await db.Database.SqlQuery<Row>($"""
            select true as person, coalesce(c.merged_into_id, c.id) as id, f.likeness from search_customers({asked}) f join customers c on c.tenant_id = current_tenant() and c.id = f.customer_id
            union all select false, ticket_id, likeness from search_numbers({asked})
            """).ToListAsync(ct);
        Row[] people = [.. rows.Where(r => r.person).GroupBy(r => r.id).Select(p => p.MaxBy(r => r.likeness)!)];
        List<Found> found = kind == SearchKind.Ticket ? [] : [.. people.Select(p => new Found(SearchKind.Customer, p.id, Found.Rounded(p.likeness)))];
        if (kind == SearchKind.Customer) return found;
        found.AddRange(rows.Where(r => !r.person).Select(n => new Found(SearchKind.Ticket, n.id, Found.Rounded(n.likeness), n.id)));
        var sure = people.Where(p => p.likeness >= SureRequester).Take(RequestersFollowed).ToDictionary(p => p.id, p => p.likeness);
        if (sure.Count == 0) return found;
        var behind = await db.Customers.AsNoTracking().Where(c => c.MergedIntoId != null && sure.Keys.Contains(c.MergedIntoId.Value)).Select(c => new { c.Id, Person = c.MergedIntoId!.Value }).ToListAsync(ct);
        foreach (var record in behind) sure[record.Id] = sure[record.Person];
        var tickets = await db.Tickets.AsNoTracking().Where(t => sure.Keys.Contains(t.CustomerId)).OrderByDescending(t => t.Id).Take(TicketsFollowed).Select(t => new { t.Id, t.CustomerId }).ToListAsync(ct);
        found.AddRange(tickets.Select(t => new Found(SearchKind.Ticket, t.Id, Found.Rounded(ThroughRequester * sure[t.CustomerId]), t.Id)));
        return found;
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(bool person, Guid id, float likeness);
#pragma warning restore IDE1006
}
