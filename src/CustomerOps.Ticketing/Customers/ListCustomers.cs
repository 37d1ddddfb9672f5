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
        // A person is shown once, by the record that stands for them, whichever record fits.
        var customers = db.Customers.AsNoTracking().Where(c => c.MergedIntoId == null);
        if (EmailAddress.Normalise(filter.Email) is { } email && db.RecordsKnownBy(email) is var known) customers = customers.Where(c => known.Contains(c.Id));
        if (filter.Phone is { } phone)
        {
            var number = PhoneNumber.Read(phone);
            var called = db.CustomerIdentities.Where(i => i.Kind == IdentityKind.Phone && i.Value == number).Join(db.Customers, i => i.CustomerId, c => c.Id, (_, c) => c.MergedIntoId ?? c.Id);
            customers = customers.Where(c => called.Contains(c.Id));
        }

        if (filter.Q is { } q)
        {
            var pattern = $"%{q.Trim().Replace("\\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
            customers = customers.Where(c => EF.Functions.ILike(c.Name, pattern) || EF.Functions.ILike(c.Email!, pattern)
                || db.Customers.Any(r => r.MergedIntoId != null && r.MergedIntoId == c.Id && (EF.Functions.ILike(r.Name, pattern) || EF.Functions.ILike(r.Email!, pattern))));
        }

        return await customers.NewestFirst(filter.Limit, filter.After, c => c.Id, CustomerView.Of, ct);
    }
}
