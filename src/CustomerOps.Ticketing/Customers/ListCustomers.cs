using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Identities;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

/// <param name="Q">A part of the name or address; one without three letters or digits in a row is looked for among the newest 5,000.</param>
/// <param name="Email">Exactly this address, be it the first or another.</param>
/// <param name="Phone">This number, however it is spaced.</param>
/// <param name="Field">A value of one of the organisation's own fields, of whichever record: <c>key:value</c>; may be named several times.</param>
internal sealed record CustomerFilter([property: Text(200)] string? Q, [property: Text(254)] string? Email, [property: Text(50)] string? Phone, [property: FieldAsked] string[]? Field, int? Limit, [property: Text(500)] string? After);

internal static class ListCustomers
{
    public static async Task<Page<CustomerView>> Handle([AsParameters] CustomerFilter filter, TicketingDb db, FieldBook book, CancellationToken ct)
    {
        // A person is shown once, by the record that stands for them, whichever record fits.
        var customers = db.Customers.AsNoTracking().Where(c => c.MergedIntoId == null && c.ErasedAt == null);
        if (EmailAddress.Normalise(filter.Email) is { } email && db.RecordsKnownBy(email) is var known) customers = customers.Where(c => known.Contains(c.Id));
        if (filter.Phone is { } phone)
        {
            var number = PhoneNumber.Read(phone);
            var called = db.CustomerIdentities.Where(i => i.Kind == IdentityKind.Phone && i.Value == number).Join(db.Customers, i => i.CustomerId, c => c.Id, (_, c) => c.MergedIntoId ?? c.Id);
            customers = customers.Where(c => called.Contains(c.Id));
        }

        if (filter.Field is { Length: > 0 })
        {
            var people = (await db.Customers.WithFields(filter.Field, FieldScope.Customer, db, book, ct)).Select(c => c.MergedIntoId ?? c.Id);
            customers = customers.Where(c => people.Contains(c.Id));
        }

        if (filter is { Q: { } alone, Email: null, Phone: null, Field: null or [] })
        {
            // Of a long list only what is shown is looked for.
            var (pattern, before, most) = (LikePattern.Containing(alone), Paging.Read<string>(filter.After)?.Id, Paging.Limit(filter.Limit) + 1);
            var held = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from customers_holding({pattern}, {before}, {most}) id").ToListAsync(ct);
            customers = customers.Where(c => held.Contains(c.Id));
        }
        else if (filter.Q is { } q)
        {
            var pattern = LikePattern.Containing(q);
            customers = customers.Where(c => EF.Functions.ILike(c.Name, pattern) || EF.Functions.ILike(c.Email!, pattern)
                || db.Customers.Any(r => r.MergedIntoId != null && r.MergedIntoId == c.Id && (EF.Functions.ILike(r.Name, pattern) || EF.Functions.ILike(r.Email!, pattern))));
        }

        return await customers.NewestFirst(filter.Limit, filter.After, c => c.Id, CustomerView.Of, ct);
    }
}
