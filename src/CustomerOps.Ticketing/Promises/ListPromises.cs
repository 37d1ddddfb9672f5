using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Promises;

/// <param name="Assignee">A person's id or <c>me</c>; <c>none</c>: those of whoever has the ticket.</param>
/// <param name="State">open (default), kept, settled or withdrawn.</param>
/// <param name="Missed">Only those whose time went by.</param>
/// <param name="DueBefore">Due before this time.</param>
internal sealed record PromiseFilter(
    [property: PersonOrNone] string? Assignee, [property: Word<PromiseState>] string? State, bool? Missed, DateTimeOffset? DueBefore, int? Limit, [property: Text(500)] string? After);

internal static class ListPromises
{
    public static async Task<Page<PromiseView>> Handle([AsParameters] PromiseFilter filter, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var (size, state, me) = (Paging.Limit(filter.Limit), Kebab<PromiseState>.Read(filter.State) ?? PromiseState.Open, caller.SubjectId);
        var promises = db.Promises.AsNoTracking().Where(p => p.State == state);
        if (PersonOrNoneAttribute.Read(filter.Assignee, caller.SubjectId) is (true, var person)) promises = promises.Where(p => p.PersonId == person);
        if (filter.Missed is { } missed) promises = promises.Where(p => p.MissedAt != null == missed);
        if (filter.DueBefore?.ToUniversalTime() is { } before) promises = promises.Where(p => p.DueAt < before);
        if (Paging.Read<DateTimeOffset>(filter.After) is var (at, last))
        {
            var utc = at.ToUniversalTime();
            promises = promises.Where(p => EF.Functions.GreaterThan(ValueTuple.Create(p.DueAt, p.Id), ValueTuple.Create(utc, last)));
        }

        var rows = await promises.OrderBy(p => p.DueAt).ThenBy(p => p.Id).TakePage(size).ToListAsync(ct);
        return Paging.Cut(rows, size, p => (p.DueAt, p.Id), PromiseView.Of);
    }
}

internal static class GetPromise
{
    public static async Task<Tagged<PromiseView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var promise = await db.Promises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("promise");
        return Tagged.Ok(PromiseView.Of(promise), promise.Version);
    }
}

internal static class ListTicketPromises
{
    public static async Task<Page<PromiseView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var thread = db.ThreadOf(id);
        var page = await db.Promises.AsNoTracking().Where(p => thread.Contains(p.TicketId)).OldestFirst(limit, after, p => p.Id, PromiseView.Of, ct);
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }
}

internal static class ListCustomerPromises
{
    public static async Task<Page<PromiseView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var records = db.RecordsOf(id);
        var page = await db.Promises.AsNoTracking().Where(p => records.Contains(p.CustomerId)).NewestFirst(limit, after, p => p.Id, PromiseView.Of, ct);
        if (page.Items.Count == 0 && !await db.Customers.AnyAsync(c => c.Id == id, ct)) throw new NotFound("customer");
        return page;
    }
}
