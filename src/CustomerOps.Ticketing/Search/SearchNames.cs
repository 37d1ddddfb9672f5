using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

/// <summary>Customers by name and address, and tickets by their number, their order's number or their requester.</summary>
internal static class SearchNames
{
    private const int RequestersFollowed = 10, TicketsFollowed = 50;
    private const double SureRequester = 0.85, ThroughRequester = 0.6;

    public static async Task<List<Found>> Find(TicketingDb db, string asked, SearchKind? kind, CancellationToken ct)
    {
        var customers = await db.Database.SqlQuery<Row>($"select customer_id as id, likeness from search_customers({asked})").ToListAsync(ct);
        List<Found> found = kind == SearchKind.Ticket ? [] : [.. customers.Select(c => new Found(SearchKind.Customer, c.id, Found.Rounded(c.likeness)))];
        if (kind == SearchKind.Customer) return found;
        var numbers = await db.Database.SqlQuery<Row>($"select ticket_id as id, likeness from search_numbers({asked})").ToListAsync(ct);
        found.AddRange(numbers.Select(n => new Found(SearchKind.Ticket, n.id, Found.Rounded(n.likeness), n.id)));
        var sure = customers.Where(c => c.likeness >= SureRequester).Take(RequestersFollowed).ToDictionary(c => c.id, c => c.likeness);
        if (sure.Count == 0) return found;
        var tickets = await db.Tickets.AsNoTracking().Where(t => sure.Keys.Contains(t.CustomerId)).OrderByDescending(t => t.Id).Take(TicketsFollowed).Select(t => new { t.Id, t.CustomerId }).ToListAsync(ct);
        found.AddRange(tickets.Select(t => new Found(SearchKind.Ticket, t.Id, Found.Rounded(ThroughRequester * sure[t.CustomerId]), t.Id)));
        return found;
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(Guid id, float likeness);
#pragma warning restore IDE1006
}
