using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.CustomerMerging;

/// <param name="IntoCustomerId">A record of the same person; the one that stands for it there stands for both.</param>
[Example("""{ "intoCustomerId": "0190a000-0000-7000-8000-000000000001", "reason": "Writes from the office and from home" }""")]
internal sealed record MergeCustomerRequest(Guid IntoCustomerId, [Text(500)] string Reason);

internal static class MergeCustomer
{
    /// <summary>Said again, it changes nothing.</summary>
    public static Task<Tagged<CustomerView>> Handle(Guid id, MergeCustomerRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        RuleViolation.Unless(request.IntoCustomerId != id, "customer-merge.itself", "A customer is not merged into itself.", "intoCustomerId");
        await db.Database.OpenConnectionAsync(ct);
        var (customer, person) = await db.PersonToChange(id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        // Another organisation's customer is no customer here.
        var (into, other) = await db.PersonToChange(request.IntoCustomerId, ct) ?? throw new RuleViolation("customer-merge.unknown", "There is no such customer.", "intoCustomerId");
        if (person.MergeOf(customer) is { } known)
            RuleViolation.Unless(known.IntoId == into.Id, "customer-merge.already", $"The customer is merged into {known.IntoId}; take that back first, or merge {person.First.Id}, which stands for both.");
        else
            db.Add(person.MergeInto(into, other, request.Reason, Author.Of(caller), time.Now()));
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(CustomerView.Of(customer, [.. person.Records, .. other.Records]), customer.Version);
    });
}

internal static class UnmergeCustomer
{
    public static Task<Tagged<CustomerView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        await db.Database.OpenConnectionAsync(ct);
        var (customer, person) = await db.PersonToChange(id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        if (person.MergeOf(customer) is { } merge) person.Undo(merge, Author.Of(caller), time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(CustomerView.Of(customer, person.Records), customer.Version);
    });
}

internal static class PersonLookup
{
    /// <summary>The record and all it is one person with, or null. Each change saves the first record too: of two that do not go together the second begins anew.</summary>
    public static async Task<(Customer Record, OnePerson Person)?> PersonToChange(this TicketingDb db, Guid id, CancellationToken ct)
    {
        // One statement, so that what it sees fits together whatever is merged meanwhile.
        var ids = db.RecordsOf(id);
        var found = await db.Customers.Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id)
            .Select(c => new { Record = c, Merge = db.Set<CustomerMerge>().SingleOrDefault(m => m.FromId == c.Id && m.UndoneAt == null) }).ToListAsync(ct);
        return found.Count == 0 ? null : (found.Single(f => f.Record.Id == id).Record, new OnePerson([.. found.Select(f => f.Record)], [.. found.Select(f => f.Merge).OfType<CustomerMerge>()]));
    }
}
