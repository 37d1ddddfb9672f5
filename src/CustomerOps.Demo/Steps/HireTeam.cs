using System.Collections.Concurrent;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Steps;

/// <summary>The staff, with contracts and skills.</summary>
internal static class HireTeam
{
    private static readonly TimeSpan s_knownWithin = TimeSpan.FromSeconds(60);

    /// <returns>The ids by e-mail address.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> Run(Work work, IReadOnlyList<Colleague> team)
    {
        var manager = work.Organisation.Manager;
        var ids = new ConcurrentDictionary<string, string>();
        await foreach (var known in manager.List("/api/v1/organisation/people", work.Stop)) ids[known.GetProperty("email").GetString()!] = known.GetProperty("id").GetString()!;
        await work.Run.Each($"{work.Organisation.Slug}: people", team, c => c.Email, async colleague =>
        {
            if (ids.ContainsKey(colleague.Email)) return;
            ids[colleague.Email] = await work.Post($"person/{colleague.Email}", manager, "/api/v1/organisation/people", new
            {
                name = colleague.Name, email = colleague.Email, language = colleague.Language, roles = (string[])[colleague.Role], branches = (string[])[colleague.Branch],
            });
        });
        await Agree(work, [.. team.Where(c => c.WorksOnCases && ids.ContainsKey(c.Email))], ids);
        return ids;
    }

    /// <summary>Staffing hears of people by an event, a moment after Identity has them.</summary>
    private static async Task Agree(Work work, IReadOnlyList<Colleague> team, ConcurrentDictionary<string, string> ids)
    {
        var known = new HashSet<string>();
        if (!await work.Run.Until(s_knownWithin, async () =>
            {
                await foreach (var person in work.Organisation.Manager.List("/api/v1/people", work.Stop)) known.Add(person.GetProperty("id").GetString()!);
                return team.All(c => known.Contains(ids[c.Email]));
            }))
            work.Run.Fail(new Fault($"{work.Organisation.Slug}: people", "people.not-known", $"Staffing has not heard of all people within {s_knownWithin.TotalSeconds:0} s."));

        await work.Run.Each($"{work.Organisation.Slug}: contracts and skills", [.. team.Where(c => known.Contains(ids[c.Email]))], c => c.Email, async colleague =>
        {
            var person = $"/api/v1/people/{ids[colleague.Email]}";
            await work.Put($"contract/{colleague.Email}", work.Organisation.Manager, $"{person}/contract", new
            {
                weeklyHoursMin = 0, weeklyHoursMax = colleague.WeeklyHours, shiftHoursMin = 4, shiftHoursMax = 8, earliest = colleague.Earliest, latest = colleague.Latest,
                languages = colleague.Languages, daysOff = colleague.DaysOff, maxConsecutiveDays = 5,
            });
            await work.Put($"skills/{colleague.Email}", work.Organisation.Manager, $"{person}/skills", colleague.Skills.Select(s => new { skill = s.Key, level = s.Value }));
        });
    }
}
