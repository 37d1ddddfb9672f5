using System.Globalization;
using System.Text.Json;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Steps;

/// <summary>What planning came to.</summary>
/// <param name="Expected">Contacts expected in the days ahead.</param>
/// <param name="WMape">How far off the method was in the last weeks, 0.06 = 6 %.</param>
internal sealed record PlanResult(string Channel, int HistoryDays, double Expected, double? WMape, double AgentHours, string Week, int Shifts, int PeoplePlanned, double RequiredHours, double CoveredHours);

/// <summary>Forecast → requirement → rota, and people on duty right now.</summary>
internal static class PlanShifts
{
    private const int DaysAhead = 14;

    /// <summary>Some are on duty now, so that what comes in finds somebody.</summary>
    public static Task OnDuty(Work work, IReadOnlyList<Colleague> team, IReadOnlyDictionary<string, string> ids, Func<string, TimeZoneInfo> zoneOf, DateTimeOffset now) =>
        work.Run.Each($"{work.Organisation.Slug}: on duty", [.. team.Where(c => c.WorksOnCases && ids.ContainsKey(c.Email)).Where((_, i) => i % 3 == 0)], c => c.Email, async colleague =>
        {
            var local = TimeZoneInfo.ConvertTime(now, zoneOf(colleague.Branch));
            var (day, start) = (local.DayOfWeek.ToString(), local.AddMinutes(-(local.Minute % 30)).AddSeconds(-local.Second).AddTicks(-(local.Ticks % TimeSpan.TicksPerSecond)));
            var (opens, closes) = (Of(colleague.Earliest), Of(colleague.Latest));
            var end = start.AddHours(8) < closes ? start.AddHours(8) : closes;
            if (colleague.DaysOff.Contains(day, StringComparer.OrdinalIgnoreCase) || start < opens || end - start < TimeSpan.FromMinutes(30)) return;
            await work.Post($"duty/{colleague.Email}", work.Organisation.As("supervisor"), "/api/v1/shifts", new { personId = ids[colleague.Email], startsAt = start, endsAt = end });

            DateTimeOffset Of(string time) => new(DateOnly.FromDateTime(local.DateTime), TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture), local.Offset);
        });

    public static Task<bool> History(Work work, string channel, string timeZone, IReadOnlyList<ContactCount> counts) =>
        work.Run.Attempt($"{work.Organisation.Slug}: {channel} arrivals", () => work.Journal.Once($"arrivals/{channel}", async () =>
        {
            await work.Organisation.Manager.Post("/api/v1/arrivals", new { channel, timeZone, counts }, null, work.Stop);
            return $"{counts.Count}";
        }));

    /// <summary>Plans a week from what is known on that day; asked again on the same day it finds the same plan.</summary>
    public static async Task<PlanResult> Week(Work work, string channel, DateOnly from, string week, double ahtSeconds)
    {
        var manager = work.Organisation.Manager;
        var made = await work.Post($"forecast/{channel}/{Iso(from)}", manager, "/api/v1/forecasts", new { channel, from = Iso(from), to = Iso(from.AddDays(DaysAhead - 1)) });
        var forecast = await manager.Get($"/api/v1/forecasts/{made}", work.Stop);
        var required = await manager.Get($"/api/v1/staffing-requirements?forecastId={made}&ahtSeconds={ahtSeconds.ToString(CultureInfo.InvariantCulture)}", work.Stop);
        await work.Post($"rota/{week}/{made}", manager, $"/api/v1/rotas/{week}/solution", new { forecastId = made, ahtSeconds });
        var rota = await manager.Get($"/api/v1/rotas/{week}", work.Stop);
        var (plan, basis) = (rota["plan"], forecast["basis"]);
        return new PlanResult(
            channel, basis.GetProperty("observedDays").GetInt32(), forecast["intervals"].EnumerateArray().Sum(i => i.GetProperty("expected").GetDouble()),
            basis.GetProperty("wMape") is { ValueKind: JsonValueKind.Number } error ? error.GetDouble() : null, required["agentHours"].GetDouble(), week,
            plan.GetProperty("shifts").GetInt32(), plan.GetProperty("people").GetInt32(), plan.GetProperty("requiredHours").GetDouble(), plan.GetProperty("coveredHours").GetDouble());
    }

    /// <summary>As ISO 8601 names the week of that day.</summary>
    public static string WeekOf(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(date):0000}-W{ISOWeek.GetWeekOfYear(date):00}");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
