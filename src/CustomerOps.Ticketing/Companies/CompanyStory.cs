using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Companies;

/// <param name="Kind">As on a customer's timeline.</param>
/// <param name="SubjectId">The ticket's, order's, invitation's or article's id.</param>
internal sealed record CompanyTimelineView(Guid Id, CustomerRef Customer, string Kind, string Title, Guid? SubjectId, DateTimeOffset At);

/// <summary>What the members did whose main company it is.</summary>
internal static class ListCompanyTickets
{
    public static async Task<Page<TicketView>> Handle(Guid id, [Word<TicketState>] string? state, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var members = db.MainMembersOf(id).Select(m => m.CustomerId);
        var tickets = db.Tickets.AsNoTracking().Where(t => members.Contains(t.CustomerId));
        if (Kebab<TicketState>.Read(state) is { } wanted) tickets = tickets.Where(t => t.State == wanted);
        var page = await TicketOrder.Page(tickets, TicketSort.Created, size, after, ct);
        if (page.Items.Count == 0 && !await db.Set<Company>().AnyAsync(c => c.Id == id, ct)) throw new NotFound("company");
        return page;
    }
}

internal static class GetCompanyTimeline
{
    public static async Task<Page<CompanyTimelineView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var entries = db.Readable(db.Timeline.AsNoTracking());
        if (Paging.Read<DateTimeOffset>(after) is var (at, last))
        {
            var utc = at.ToUniversalTime();
            entries = entries.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.At, e.Id), ValueTuple.Create(utc, last)));
        }

        // Of each member the newest, by their own index, and of those the newest.
        var most = PageRows.Count(size);
        var rows = await db.MainMembersOf(id).Join(db.Customers, m => m.CustomerId, c => c.Id, (_, c) => c)
            .SelectMany(c => entries.Where(e => e.CustomerId == c.Id).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(EF.Constant(most)), (c, e) => new { Entry = e, c.Id, c.Name, c.Email })
            .OrderByDescending(r => r.Entry.At).ThenByDescending(r => r.Entry.Id).TakePage(size).ToListAsync(ct);
        if (rows.Count == 0 && !await db.Set<Company>().AnyAsync(c => c.Id == id, ct)) throw new NotFound("company");
        return Paging.Cut(rows, size, r => (r.Entry.At, r.Entry.Id), r => new CompanyTimelineView(r.Entry.Id, new CustomerRef(r.Id, r.Name, r.Email), r.Entry.Kind, r.Entry.Title, r.Entry.SubjectId, r.Entry.At));
    }
}

internal static class CompanyBook
{
    public static IQueryable<CompanyMember> MainMembersOf(this TicketingDb db, Guid companyId) => db.Set<CompanyMember>().AsNoTracking().Where(m => m.CompanyId == companyId && m.IsMain);

    /// <summary>Whose tickets the customers with these records see, or answer, because they are with the same company.</summary>
    public static IQueryable<Guid> ColleaguesOf(this TicketingDb db, IQueryable<Guid> records, bool toAnswer)
    {
        var companies = db.Set<CompanyMember>().Where(m => records.Contains(m.CustomerId) && (m.Access == CompanyAccess.Answer || (!toAnswer && m.Access == CompanyAccess.Read))).Select(m => m.CompanyId);
        return db.Set<CompanyMember>().Where(m => m.IsMain && companies.Contains(m.CompanyId)).Select(m => m.CustomerId);
    }
}
