using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.ApiKeys;

internal static class ListApiKeys
{
    public static async Task<Page<ApiKeyView>> Handle(IdentityDb db, int? limit, string? after, CancellationToken stop)
    {
        var (take, start) = (Paging.Limit(limit), Paging.Read<DateTimeOffset>(after));
        var keys = db.ApiKeys.AsNoTracking();
        if (start is var (time, id)) keys = keys.Where(k => EF.Functions.LessThan(ValueTuple.Create(k.CreatedAt, k.Id), ValueTuple.Create(time, id)));
        var rows = await keys.OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id).TakePage(take).ToListAsync(stop);
        return Paging.Cut(rows, take, k => (k.CreatedAt, k.Id), ApiKeyView.Of);
    }
}
