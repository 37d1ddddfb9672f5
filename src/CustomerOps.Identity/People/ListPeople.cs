using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.People;

internal static class ListPeople
{
    public static async Task<Page<PersonView>> Handle(IdentityDb db, int? limit, string? after, CancellationToken stop)
    {
        var (take, start) = (Paging.Limit(limit), Paging.Read<string>(after));
        var people = db.People.AsNoTracking();
        if (start is var (name, id)) people = people.Where(p => EF.Functions.GreaterThan(ValueTuple.Create(p.Name, p.Id), ValueTuple.Create(name, id)));
        var rows = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).TakePage(take).ToListAsync(stop);
        return Paging.Cut(rows, take, p => (p.Name, p.Id), PersonView.Of);
    }
}
