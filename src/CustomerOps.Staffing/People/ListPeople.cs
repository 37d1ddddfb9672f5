using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.People;

internal static class ListPeople
{
    /// <summary>By name. <paramref name="skill"/>: only those who hold it; <paramref name="active"/>: only those who still (or no longer) work here.</summary>
    public static async Task<Ok<Page<PersonView>>> Handle(string? skill, bool? active, int? limit, string? after, StaffingDb db, CancellationToken ct)
    {
        var (size, from) = (Paging.Limit(limit), Paging.Read<string>(after));
        var people = db.People.AsNoTracking().Include(p => p.Skills).AsQueryable();
        if (skill is not null) people = people.Where(p => p.Skills.Any(s => s.Skill == skill));
        if (active is not null) people = people.Where(p => p.Active == active);
        if (from is var (name, id)) people = people.Where(p => p.Name.CompareTo(name) > 0 || (p.Name == name && p.Id > id));
        var rows = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).TakePage(size).ToListAsync(ct);
        return TypedResults.Ok(Paging.Cut(rows, size, p => (p.Name, p.Id), PersonView.Of));
    }
}
