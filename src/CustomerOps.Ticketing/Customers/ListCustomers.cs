using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Identities;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

/// <param name="Q">A part of the name or address.</param>
/// <param name="Email">Exactly this address, be it the first or another.</param>
/// <param name="Phone">This number, however it is spaced.</param>
internal sealed record CustomerFilter([property: Text(200)] string? Q, [property: Text(254)] string? Email, [property: Text(50)] string? Phone, int? Limit, [property: Text(500)] string? After);

internal static class ListCustomers
{
    public static async Task<Page<CustomerView>> Handle([AsParameters] CustomerFilter filter, TicketingDb db, CancellationToken ct)
    {
        var customers = db.Customers.AsNoTracking();
        if (EmailAddress.Normalise(filter.Email) is { } email) customers = customers.Where(c => c.Email == email || db.CustomerIdentities.Any(i => i.Kind == IdentityKind.Email && i.Value == email && i.CustomerId == c.Id));
        if (filter.Phone is { } phone)
        {
            var number = PhoneNumber.Read(phone);
            customers = customers.Where(c => db.CustomerIdentities.Any(i => i.Kind == IdentityKind.Phone && i.Value == number && i.CustomerId == c.Id));
        }

        if (filter.Q is { } q)
        {
            var pattern = $"%{q.Trim().Replace("\\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
            customers = customers.Where(c => EF.Functions.ILike(c.Name, pattern) || EF.Functions.ILike(c.Email!, pattern));
        }

        return await customers.NewestFirst(filter.Limit, filter.After, c => c.Id, CustomerView.Of, ct);
    }
}
