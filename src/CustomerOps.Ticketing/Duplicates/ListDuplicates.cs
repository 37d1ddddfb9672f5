using System.Globalization;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Duplicates;

/// <param name="Customer">The newer of the two.</param>
internal sealed record DuplicatePairView(CustomerRef Customer, CustomerRef Duplicate, double Score, IReadOnlyList<DuplicateSign> Signs);

/// <summary>All pairs of an organisation, by the newer customer. So many customers are looked at for a page and no more: a page may be short, even empty, and go on.</summary>
internal static class ListDuplicates
{
    private const int Looked = 300;

    public static async Task<Page<DuplicatePairView>> Handle(int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var (newer, older) = Paging.Read<string>(after) is var (key, id) ? (Guid.TryParseExact(key, "D", out var at) ? at : throw new RuleViolation("request.cursor", "after is not a cursor of this list.", "after"), id) : (Guid.AllBitsSet, Guid.Empty);
        var next = await db.Customers.AsNoTracking().Where(c => c.MergedIntoId == null && c.Id <= newer).OrderByDescending(c => c.Id).Select(c => c.Id).Take(Looked).ToListAsync(ct);
        Guid[] looked = [.. next];
        var found = await db.Database.SqlQuery<Row>($"""
            select a.id, c.name, c.email, d.customer_id as other, o.name as other_name, o.email as other_email, d.score, d.reasons
            from unnest({looked}) a (id) join customers c on c.id = a.id cross join lateral duplicates_of(a.id) d join customers o on o.id = d.customer_id
            where d.customer_id < a.id and (a.id < {newer} or d.customer_id < {older}) order by a.id desc, d.customer_id desc limit {size + 1}
            """).ToListAsync(ct);
        var page = Paging.Cut(found, size, f => (Key(f.id), f.other), f => new DuplicatePairView(
            new CustomerRef(f.id, f.name, f.email), new CustomerRef(f.other, f.other_name, f.other_email), Signs.Rounded(f.score), Signs.Of(f.reasons)));
        // The cursor says: this customer is done with.
        return page.Next is null && next.Count == Looked ? page with { Next = Paging.Cut([next[^1], Guid.Empty], 1, c => (Key(c), Guid.Empty), c => c).Next } : page;
    }

    private static string Key(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(Guid id, string name, string? email, Guid other, string other_name, string? other_email, float score, string[] reasons);
#pragma warning restore IDE1006
}
