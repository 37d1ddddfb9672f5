using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Complaints;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Opportunities;

/// <param name="TicketId">Where it was noted; null for another department, which sees no tickets.</param>
/// <param name="Suppressed">The customer has an open complaint: nobody offers them anything now.</param>
/// <param name="Income">What it brought; <paramref name="Returned"/> of it was paid back.</param>
internal sealed record OpportunityView(
    Guid Id, Guid? TicketId, CustomerRef Customer, OpportunityKind Kind, string Title, string? Note, string? Sku, string? Campaign, decimal? Expected, string? Currency, OpportunityState State, bool Suppressed, Guid? PersonId,
    Guid? NotedBy, string NotedByName, DateTimeOffset NotedAt, string? HandedOverByName, DateTimeOffset? HandedOverAt, decimal? Income, decimal Returned, Guid? OrderId, string? Reason, string? ClosedByName, DateTimeOffset? ClosedAt);

internal static class OpportunityBook
{
    /// <summary>Those the caller may see: another department sees what was handed to them.</summary>
    public static IQueryable<Opportunity> OpportunitiesFor(this TicketingDb db, Caller caller)
    {
        var opportunities = db.Set<Opportunity>();
        return caller.Is(Roles.Readers) ? opportunities : opportunities.Where(o => o.PersonId == caller.SubjectId);
    }

    public static async Task<Opportunity> OpportunityToChange(this TicketingDb db, Guid id, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var opportunity = await db.OpportunitiesFor(caller).SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotFound("opportunity");
        ifMatch.Check(opportunity.Version);
        return opportunity;
    }

    public static async Task<Tagged<OpportunityView>> Answer(this TicketingDb db, Opportunity opportunity, Caller caller, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return Tagged.Ok((await db.Shown([opportunity], caller, ct))[0], opportunity.Version);
    }

    public static async Task<IReadOnlyList<OpportunityView>> Shown(this TicketingDb db, IReadOnlyList<Opportunity> opportunities, Caller caller, CancellationToken ct)
    {
        Guid[] ids = [.. opportunities.Select(o => o.CustomerId).Distinct()];
        var (customers, upset, staff) = (await db.Customers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct), await db.WithOpenComplaint(ids, ct), caller.Is(Roles.Readers));
        return [.. opportunities.Select(o => new OpportunityView(
            o.Id, staff ? o.TicketId : null, CustomerRef.Of(customers[o.CustomerId]), o.Kind, o.Title, o.Note, o.Sku, o.Campaign, o.Expected, o.Currency, o.State, o.IsOpen && upset.Contains(o.CustomerId), o.PersonId,
            o.NotedBy, o.NotedByName, o.NotedAt, o.HandedOverByName, o.HandedOverAt, o.Income, o.Returned, o.OrderId, o.Reason, o.ClosedByName, o.ClosedAt))];
    }

    /// <summary>Which of these are of a person with a complaint that is not at its end, under whichever record; complaints the caller may not read count too.</summary>
    public static async Task<HashSet<Guid>> WithOpenComplaint(this TicketingDb db, Guid[] customers, CancellationToken ct)
    {
        var tenant = db.Tenant.Required;
        var people = db.Customers.Where(c => c.TenantId == tenant);
        return await people.Where(c => customers.Contains(c.Id) && db.Complaints.Any(x => x.TenantId == tenant && x.State != ComplaintState.Closed
            && people.Any(k => k.Id == x.CustomerId && (k.MergedIntoId ?? k.Id) == (c.MergedIntoId ?? c.Id)))).IgnoreQueryFilters().Select(c => c.Id).ToHashSetAsync(ct);
    }
}
