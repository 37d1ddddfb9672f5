using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Opportunities;

/// <param name="Person">A person's id, <c>me</c> or <c>none</c>: who takes it up.</param>
internal sealed record OpportunityFilter(
    [property: Word<OpportunityState>] string? State, [property: Word<OpportunityKind>] string? Kind, [property: PersonOrNone] string? Person, int? Limit, [property: Text(500)] string? After);

internal static class ListOpportunities
{
    public static Task<Page<OpportunityView>> Handle([AsParameters] OpportunityFilter filter, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var opportunities = db.OpportunitiesFor(caller).AsNoTracking();
        if (Kebab<OpportunityState>.Read(filter.State) is { } state) opportunities = opportunities.Where(o => o.State == state);
        if (Kebab<OpportunityKind>.Read(filter.Kind) is { } kind) opportunities = opportunities.Where(o => o.Kind == kind);
        if (PersonOrNoneAttribute.Read(filter.Person, caller.SubjectId) is (true, var person)) opportunities = opportunities.Where(o => o.PersonId == person);
        return db.Page(opportunities, filter.Limit, filter.After, caller, ct);
    }

    public static async Task<Page<OpportunityView>> OfTicket(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var thread = db.ThreadOf(id);
        var page = await db.Page(db.OpportunitiesFor(caller).AsNoTracking().Where(o => thread.Contains(o.TicketId)), limit, after, caller, ct);
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }

    public static async Task<Page<OpportunityView>> OfCustomer(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var records = await db.ReadRecordsOf(id, ct);
        if (records.Count == 0) throw new NotFound("customer");
        return await db.Page(db.OpportunitiesFor(caller).AsNoTracking().Where(o => records.Contains(o.CustomerId)), limit, after, caller, ct);
    }

    public static async Task<Tagged<OpportunityView>> One(Guid id, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var opportunity = await db.OpportunitiesFor(caller).AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotFound("opportunity");
        return Tagged.Ok((await db.Shown([opportunity], caller, ct))[0], opportunity.Version);
    }

    private static async Task<Page<OpportunityView>> Page(this TicketingDb db, IQueryable<Opportunity> opportunities, int? limit, string? after, Caller caller, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var page = await opportunities.NewestFirst(limit, after, o => o.Id, o => o, ct);
        return new(await db.Shown(page.Items, caller, ct), page.Next);
    }
}
