using CustomerOps.Ticketing.Identities;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

/// <summary>A person may have several records: see CustomerMerging/DECISIONS.md.</summary>
internal static class PersonRecords
{
    /// <summary>The ids of every record of the person this one is of, itself among them; none where there is no such customer.</summary>
    public static IQueryable<Guid> RecordsOf(this TicketingDb db, Guid customerId) => db.RecordsOf(db.Customers.Where(c => c.Id == customerId).Select(c => c.MergedIntoId ?? c.Id));

    /// <summary>The ids of every record of the person with this address, be it the first or another of any record.</summary>
    public static IQueryable<Guid> RecordsKnownBy(this TicketingDb db, string? email) => db.RecordsOf(
        db.Customers.Where(c => c.Email == email && email != null).Select(c => c.MergedIntoId ?? c.Id)
            .Union(db.CustomerIdentities.Where(i => i.Kind == IdentityKind.Email && i.Value == email && email != null).Join(db.Customers, i => i.CustomerId, c => c.Id, (_, c) => c.MergedIntoId ?? c.Id)));

    /// <summary>Read once where a list is ordered by its index: the list of a single record then needs no sorting.</summary>
    public static Task<List<Guid>> ReadRecordsOf(this TicketingDb db, Guid customerId, CancellationToken ct) => db.RecordsOf(customerId).ToListAsync(ct);

    /// <summary>Has the person such an order, under whichever record?</summary>
    public static Task<bool> HasOrder(this TicketingDb db, Guid customerId, Guid orderId, CancellationToken ct)
    {
        var records = db.RecordsOf(customerId);
        return db.Orders.AnyAsync(o => o.Id == orderId && records.Contains(o.CustomerId), ct);
    }

    /// <summary>The first record and those behind it, asked for one after the other: of the two in one condition the database would read every customer.</summary>
    private static IQueryable<Guid> RecordsOf(this TicketingDb db, IQueryable<Guid> people) =>
        people.Concat(people.Join(db.Customers, person => person, record => record.MergedIntoId, (_, record) => record.Id));
}
