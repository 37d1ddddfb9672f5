using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Companies;

/// <param name="Role">As people say it: "purchasing".</param>
/// <param name="Access">Which of the company's tickets the member sees in the portal: own, read (all) or answer (all, and answers them). Absent: own.</param>
/// <param name="Main">Of the customer's companies this is the one their tickets are of. Absent: as it is; the first one is.</param>
[Example("""{ "role": "purchasing", "access": "read" }""")]
internal sealed record MemberRequest([Text(100)] string? Role = null, CompanyAccess Access = CompanyAccess.Own, bool? Main = null);

internal static class PutMember
{
    private const int MostOfOneCustomer = 20;

    public static Task<Ok<MemberView>> Handle(Guid id, Guid customerId, MemberRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.Set<Company>().AnyAsync(c => c.Id == id, ct)) throw new NotFound("company");
        var customer = await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == customerId, ct) ?? throw new NotFound("customer");
        customer.MustBeSomebody();
        var theirs = await db.Set<CompanyMember>().Where(m => m.CustomerId == customerId).ToListAsync(ct);
        var member = theirs.Find(m => m.CompanyId == id);
        if (member is null)
        {
            RuleViolation.Unless(theirs.Count < MostOfOneCustomer, "company.too-many-companies", $"A customer is with at most {MostOfOneCustomer} companies.");
            db.Add(member = new CompanyMember(id, customerId, caller.Name, time.Now()));
        }

        RuleViolation.Unless(request.Main != false || !member.IsMain, "company.main", "Say which company is the main one instead.", "main");
        if (request.Main == true || !theirs.Exists(m => m.IsMain))
        {
            // The other one first: the database holds that there is one.
            await db.Set<CompanyMember>().Where(m => m.CustomerId == customerId && m.IsMain && m.Id != member.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.IsMain, false), ct);
            member.IsMain = true;
        }

        member.Describe(request.Role, request.Access);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ListMembers.Seen(member, CustomerRef.Of(customer)));
    });
}

internal static class RemoveMember
{
    public static async Task<NoContent> Handle(Guid id, Guid customerId, TicketingDb db, CancellationToken ct)
    {
        if (!await db.Set<Company>().AnyAsync(c => c.Id == id, ct)) throw new NotFound("company");
        await db.Set<CompanyMember>().Where(m => m.CompanyId == id && m.CustomerId == customerId).ExecuteDeleteAsync(ct);
        return TypedResults.NoContent();
    }
}
