using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Identities;

/// <param name="Value">An address, a phone number, or a number in another system as <c>shop:12345</c>.</param>
/// <param name="Label">For people: "work".</param>
[Example("""{ "kind": "phone", "value": "+47 900 00 000", "label": "mobile" }""")]
internal sealed record IdentityRequest(IdentityKind Kind, [Text(254)] string Value, [Text(50)] string? Label = null);

internal sealed record IdentityView(Guid Id, Guid CustomerId, IdentityKind Kind, string Value, string? Label, string AddedByName, DateTimeOffset AddedAt)
{
    public static IdentityView Of(CustomerIdentity i) => new(i.Id, i.CustomerId, i.Kind, i.Value, i.Label, i.AddedByName, i.AddedAt);
}

internal static class AddIdentity
{
    public static Task<Created<IdentityView>> Handle(Guid id, IdentityRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer")).MustBeSomebody();
        RuleViolation.Unless(await db.CustomerIdentities.CountAsync(i => i.CustomerId == id, ct) < CustomerIdentity.MostOfOneCustomer, "customer.too-many-identities", $"A customer is known by at most {CustomerIdentity.MostOfOneCustomer}.");
        var identity = new CustomerIdentity(id, request.Kind, request.Value, request.Label, caller.Name, time.Now());
        if (await db.KnownBy(identity.Kind, identity.Value, ct) is { } known)
            throw new RuleViolation("customer.identity-taken", known == id ? "The customer is known by it already." : $"Customer {known} is known by it.");
        db.Add(identity);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/v1/customers/{id}/identities", IdentityView.Of(identity));
    });
}

internal static class RemoveIdentity
{
    public static async Task<NoContent> Handle(Guid id, Guid identityId, TicketingDb db, CancellationToken ct)
    {
        var records = db.RecordsOf(id);
        var identity = await db.CustomerIdentities.SingleOrDefaultAsync(i => records.Contains(i.CustomerId) && i.Id == identityId, ct) ?? throw new NotFound("identity");
        db.Remove(identity);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class ListIdentities
{
    public static async Task<Page<IdentityView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var records = db.RecordsOf(id);
        var page = await db.CustomerIdentities.AsNoTracking().Where(i => records.Contains(i.CustomerId)).OldestFirst(limit, after, i => i.Id, IdentityView.Of, ct);
        if (page.Items.Count == 0 && !await db.Customers.AnyAsync(c => c.Id == id, ct)) throw new NotFound("customer");
        return page;
    }
}

internal static class IdentityLookup
{
    /// <summary>Whose it is, or null.</summary>
    public static async Task<Guid?> KnownBy(this TicketingDb db, IdentityKind kind, string value, CancellationToken ct)
    {
        if (kind == IdentityKind.Email && await db.Customers.Where(c => c.Email == value).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct) is { } first) return first;
        return await db.CustomerIdentities.Where(i => i.Kind == kind && i.Value == value).Select(i => (Guid?)i.CustomerId).SingleOrDefaultAsync(ct);
    }
}
