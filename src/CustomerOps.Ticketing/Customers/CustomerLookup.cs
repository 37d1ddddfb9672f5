using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

internal static class CustomerLookup
{
    private static readonly Func<TicketingDb, string, Task<Customer?>> ByEmail =
        EF.CompileAsyncQuery((TicketingDb db, string email) => db.Customers.SingleOrDefault(c => c.Email == email));

    /// <summary>The customer with this address; without an address, or when nobody has it, a new one. Two requests that meet the same newcomer race: <see cref="Races"/>.</summary>
    public static async Task<Customer> Meet(this TicketingDb db, string? email, string? name, string? language, string? branch, DateTimeOffset now)
    {
        var known = EmailAddress.Normalise(email) is { } address ? await ByEmail(db, address) : null;
        if (known is not null) return known;
        var customer = new Customer(email, name, language, branch, now);
        db.Add(customer);
        return customer;
    }

    /// <summary>A customer another service speaks of, by id or else by address; null when there is none here.</summary>
    public static async Task<Customer?> FindCustomer(this TicketingDb db, Guid? id, string? email, CancellationToken ct)
    {
        if (id is { } known && await db.Customers.SingleOrDefaultAsync(c => c.Id == known, ct) is { } customer) return customer;
        return EmailAddress.Normalise(email) is { } address ? await ByEmail(db, address) : null;
    }
}
