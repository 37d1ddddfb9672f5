using CustomerOps.Ticketing.Identities;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

internal static class CustomerLookup
{
    /// <summary>One question for both: most who write are newcomers or known by this very address. An address belongs to one customer alone.</summary>
    private static readonly Func<TicketingDb, string, Task<Customer?>> ByEmail = EF.CompileAsyncQuery((TicketingDb db, string email) => db.Customers.Where(c => c.Email == email)
        .Concat(db.Customers.Where(c => db.CustomerIdentities.Any(i => i.Kind == IdentityKind.Email && i.Value == email && i.CustomerId == c.Id))).OrderBy(c => c.Id).FirstOrDefault());

    private static readonly Func<TicketingDb, IdentityKind, string, Task<Customer?>> ByIdentity = EF.CompileAsyncQuery(
        (TicketingDb db, IdentityKind kind, string value) => db.Customers.SingleOrDefault(c => db.CustomerIdentities.Any(i => i.Kind == kind && i.Value == value && i.CustomerId == c.Id)));

    /// <summary>The customer with this address or phone; when nobody has it, a new one. Two requests that meet the same newcomer race: <see cref="Races"/>.</summary>
    public static async Task<Customer> Meet(this TicketingDb db, string? email, string? name, string? language, string? branch, DateTimeOffset now, string? phone = null)
    {
        var customer = await db.Known(email, phone);
        // Who was looked for by phone is not looked for again: another request's newcomer, stored meanwhile, would leave this one without it.
        var phoneIsNew = phone is not null && (EmailAddress.Normalise(email) is null ? customer is null : await db.KnownBy(IdentityKind.Phone, phone, CancellationToken.None) is null);
        if (customer is null) db.Add(customer = new Customer(email, string.IsNullOrWhiteSpace(name) ? email ?? phone : name, language, branch, now));
        if (phoneIsNew) db.Add(new CustomerIdentity(customer.Id, IdentityKind.Phone, phone!, null, customer.Name, now));
        return customer;
    }

    /// <summary>A customer another service speaks of, by id or else by address; null when there is none here.</summary>
    public static async Task<Customer?> FindCustomer(this TicketingDb db, Guid? id, string? email, CancellationToken ct)
    {
        if (id is { } known && await db.Customers.SingleOrDefaultAsync(c => c.Id == known, ct) is { } customer) return customer;
        return await db.Known(email, null);
    }

    private static async Task<Customer?> Known(this TicketingDb db, string? email, string? phone)
    {
        if (EmailAddress.Normalise(email) is { } address) return await ByEmail(db, address);
        return phone is null ? null : await ByIdentity(db, IdentityKind.Phone, phone);
    }
}
