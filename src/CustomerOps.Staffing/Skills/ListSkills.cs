using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Skills;

/// <param name="People">How many active people hold it.</param>
/// <param name="TopLevel">The highest level held.</param>
internal sealed record SkillView(string Skill, int People, int TopLevel);

internal static class ListSkills
{
    public static async Task<Ok<Page<SkillView>>> Handle(int? limit, string? after, StaffingDb db, CancellationToken ct)
    {
        var (size, from) = (Paging.Limit(limit), Paging.Read<string>(after)?.Sort ?? "");
        var rows = await db.Skills.AsNoTracking()
            .Where(s => s.Skill.CompareTo(from) > 0 && db.People.Any(p => p.Id == s.PersonId && p.Active))
            .GroupBy(s => s.Skill).OrderBy(g => g.Key)
            .Select(g => new SkillView(g.Key, g.Count(), g.Max(s => s.Level)))
            .TakePage(size).ToListAsync(ct);
        return TypedResults.Ok(Paging.Cut(rows, size, s => (s.Skill, Guid.Empty), s => s));
    }
}

internal static class SkillsEndpoints
{
    public static RouteGroupBuilder MapSkills(this RouteGroupBuilder api)
    {
        api.MapGroup("/skills").For(Roles.Readers).WithTags("Skills").MapGet("/", ListSkills.Handle).WithSummary("Skills held, with how many hold them");
        return api;
    }
}
