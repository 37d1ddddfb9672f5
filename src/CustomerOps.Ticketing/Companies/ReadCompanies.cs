using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Companies;

/// <param name="Q">A part of the name.</param>
/// <param name="Domain">Whoever has an address there is a member.</param>
internal sealed record CompanyFilter([property: Text(200)] string? Q, [property: Text(253)] string? Domain, [property: Text(100)] string? ExternalId, int? Limit, [property: Text(500)] string? After);

internal static class ListCompanies
{
    public static async Task<Page<CompanyView>> Handle([AsParameters] CompanyFilter filter, TicketingDb db, CancellationToken ct)
    {
        IQueryable<Company> companies = db.Set<Company>().AsNoTracking().Include(c => c.Domains);
        if (filter.Q is { } q)
        {
            var pattern = LikePattern.Containing(q);
            companies = companies.Where(c => EF.Functions.ILike(c.Name, pattern));
        }

        if (EmailAddress.Normalise(filter.Domain) is { } domain) companies = companies.Where(c => c.Domains.Any(d => d.Domain == domain));
        if (filter.ExternalId?.Trim() is { } number) companies = companies.Where(c => c.ExternalId == number);
        return await companies.NewestFirst(filter.Limit, filter.After, c => c.Id, CompanyView.Of, ct);
    }
}

internal static class GetCompany
{
    public static async Task<Tagged<CompanyView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var company = await db.Set<Company>().AsNoTracking().Include(c => c.Domains).SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("company");
        return Tagged.Ok(CompanyView.Of(company), company.Version);
    }
}

internal static class ListMembers
{
    public static async Task<Page<MemberView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var members = db.Set<CompanyMember>().AsNoTracking().Where(m => m.CompanyId == id);
        if (Paging.Read<string>(after) is var (_, last)) members = members.Where(m => m.Id > last);
        var rows = await members.OrderBy(m => m.Id).TakePage(size).Join(db.Customers, m => m.CustomerId, c => c.Id, (m, c) => new { Member = m, c.Id, c.Name, c.Email }).OrderBy(r => r.Member.Id).ToListAsync(ct);
        if (rows.Count == 0 && !await db.Set<Company>().AnyAsync(c => c.Id == id, ct)) throw new NotFound("company");
        return Paging.Cut(rows, size, r => ("id", r.Member.Id), r => Seen(r.Member, new CustomerRef(r.Id, r.Name, r.Email)));
    }

    public static MemberView Seen(CompanyMember m, CustomerRef customer) => new(customer, m.Role, m.Access, m.IsMain, m.JoinedByName, m.JoinedAt);
}

internal static class ListMemberships
{
    public static async Task<Page<MembershipView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var (size, records) = (Paging.Limit(limit), await db.ReadRecordsOf(id, ct));
        if (records.Count == 0) throw new NotFound("customer");
        var members = db.Set<CompanyMember>().AsNoTracking().Where(m => records.Contains(m.CustomerId));
        if (Paging.Read<string>(after) is var (_, last)) members = members.Where(m => m.Id > last);
        var rows = await members.OrderBy(m => m.Id).TakePage(size).Join(db.Set<Company>(), m => m.CompanyId, c => c.Id, (m, c) => new { Member = m, c.Name }).OrderBy(r => r.Member.Id).ToListAsync(ct);
        return Paging.Cut(rows, size, r => ("id", r.Member.Id), r => new MembershipView(r.Member.CompanyId, r.Name, r.Member.CustomerId, r.Member.Role, r.Member.Access, r.Member.IsMain, r.Member.JoinedAt));
    }
}
