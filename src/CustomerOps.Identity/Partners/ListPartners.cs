using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Partners;

internal static class ListPartners
{
    public static async Task<Page<PartnerView>> Handle(IdentityDb db, int? limit, string? after, CancellationToken stop)
    {
        var (take, start) = (Paging.Limit(limit), Paging.Read<string>(after));
        var partners = db.Partners.AsNoTracking();
        if (start is var (name, _)) partners = partners.Where(p => p.Name.CompareTo(name) > 0);
        var rows = await partners.OrderBy(p => p.Name).TakePage(take).ToListAsync(stop);
        return Paging.Cut(rows, take, p => (p.Name, p.Id), p => PartnerView.Of(p));
    }
}
