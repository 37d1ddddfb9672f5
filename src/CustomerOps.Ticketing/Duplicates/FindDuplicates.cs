using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Duplicates;

/// <summary>Why two may be one. Mailbox: addresses that their provider delivers to the same place. Phone: the same but for the country's code. External-number: the same in the same other system but for capitals.</summary>
internal enum DuplicateSign { Mailbox, ExternalNumber, Phone, Name, NameInCompany }

/// <param name="Score">0.4 to 1: how sure the signs together make it.</param>
/// <param name="Signs">The strongest first.</param>
internal sealed record DuplicateView(CustomerRef Customer, double Score, IReadOnlyList<DuplicateSign> Signs);

internal static class FindDuplicates
{
    public static async Task<Page<DuplicateView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var (size, cursor) = (Paging.Limit(limit), Paging.Read<float>(after));
        if (!await db.Customers.AnyAsync(c => c.Id == id, ct)) throw new NotFound("customer");
        // At most a hundred, the surest first; what a page begins after is found again by what it was.
        var found = await db.Database.SqlQuery<Row>($"select d.customer_id as id, d.score, d.reasons, c.name, c.email from duplicates_of({id}) d join customers c on c.id = d.customer_id order by d.score desc, d.customer_id desc").ToListAsync(ct);
        if (cursor is var (score, last)) found = [.. found.Where(f => f.score < score || (f.score == score && string.CompareOrdinal($"{f.id}", $"{last}") < 0))];
        return Paging.Cut(found, size, f => (f.score, f.id), f => new DuplicateView(new CustomerRef(f.id, f.name, f.email), Signs.Rounded(f.score), Signs.Of(f.reasons)));
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(Guid id, float score, string[] reasons, string name, string? email);
#pragma warning restore IDE1006
}

internal static class Signs
{
    public static IReadOnlyList<DuplicateSign> Of(string[] words) => [.. words.Select(Kebab<DuplicateSign>.Stored)];

    public static double Rounded(float score) => Math.Round(score, 3);
}
