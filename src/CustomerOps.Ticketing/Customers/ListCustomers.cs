using CustomerOps.ServiceDefaults.Data;
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
        var customers = db.Customers.AsNoTracking();
        if (EmailAddress.Normalise(filter.Email) is { } email) customers = customers.Where(c => c.Email == email);
        if (filter.Q is { } q)
        {
            var pattern = $"%{q.Trim().Replace("\\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
            customers = customers.Where(c => EF.Functions.ILike(c.Name, pattern) || EF.Functions.ILike(c.Email!, pattern));
        }

        return await customers.NewestFirst(filter.Limit, filter.After, c => c.Id, CustomerView.Of, ct);
    }
}
