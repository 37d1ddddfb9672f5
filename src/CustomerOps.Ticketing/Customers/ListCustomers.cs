using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

/// <param name="Q">A part of the name or address.</param>
/// <param name="Email">Exactly this address.</param>
internal sealed record CustomerFilter([property: Text(200)] string? Q, [property: Text(254)] string? Email, int? Limit, [property: Text(500)] string? After);

internal static class ListCustomers
{
    public static async Task<Page<CustomerView>> Handle([AsParameters] CustomerFilter filter, TicketingDb db, CancellationToken ct)
    {
        var limit = Paging.Limit(filter.Limit);
        var customers = db.Customers.AsNoTracking();
        if (EmailAddress.Normalise(filter.Email) is { } email) customers = customers.Where(c => c.Email == email);
        if (filter.Q is { } q)
        {
            var pattern = $"%{q.Trim().Replace("\\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
            customers = customers.Where(c => EF.Functions.ILike(c.Name, pattern) || EF.Functions.ILike(c.Email!, pattern));
        }

        if (Paging.Read<string>(filter.After) is var (_, id)) customers = customers.Where(c => c.Id < id);
        var rows = await customers.OrderByDescending(c => c.Id).Take(limit + 1).ToListAsync(ct);
        return Paging.Cut(rows, limit, c => ("id", c.Id), CustomerView.Of);
    }
}
