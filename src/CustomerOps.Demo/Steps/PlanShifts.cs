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
    private const int DaysAhead = 14, MostOnDuty = 8;

    /// <summary>Some are on duty now, so that what comes in finds somebody.</summary>
    public static Task OnDuty(Work work, IReadOnlyList<Colleague> team, IReadOnlyDictionary<string, string> ids, Func<string, TimeZoneInfo> zoneOf, DateTimeOffset now)
    {
        var able = team.Where(c => c.WorksOnCases && ids.ContainsKey(c.Email)).Select(c => (Colleague: c, Shift: FromNow(c, TimeZoneInfo.ConvertTime(now, zoneOf(c.Branch))))).Where(c => c.Shift is not null);
        return work.Run.Each($"{work.Organisation.Slug}: on duty", [.. able.Take(MostOnDuty)], c => c.Colleague.Email, c =>
            work.Post($"duty/{c.Colleague.Email}", work.Organisation.As("supervisor"), "/api/v1/shifts", new { personId = ids[c.Colleague.Email], startsAt = c.Shift!.Value.Start, endsAt = c.Shift.Value.End }));
    }

    /// <summary>From the last full half-hour for up to eight hours, within the hours agreed; null when there is no room.</summary>
    internal static (DateTimeOffset Start, DateTimeOffset End)? FromNow(Colleague colleague, DateTimeOffset local)
    {
        var midnight = new DateTimeOffset(local.Date, local.Offset);
        var start = midnight + TimeSpan.FromMinutes((int)(local - midnight).TotalMinutes / 30 * 30);
        var end = start.AddHours(8) < At(colleague.Latest) ? start.AddHours(8) : At(colleague.Latest);
        var isOff = colleague.DaysOff.Contains(local.DayOfWeek.ToString(), StringComparer.OrdinalIgnoreCase);
        return isOff || start < At(colleague.Earliest) || end - start < TimeSpan.FromMinutes(30) ? null : (start, end);

        DateTimeOffset At(string time) => midnight.AddHours(int.Parse(time.AsSpan(0, 2), CultureInfo.InvariantCulture)).AddMinutes(int.Parse(time.AsSpan(3), CultureInfo.InvariantCulture));
    }

    public static Task<bool> History(Work work, string channel, string timeZone, IReadOnlyList<ContactCount> counts) =>
        work.Run.Attempt($"{work.Organisation.Slug}: {channel} arrivals", () => work.Journal.Once($"arrivals/{channel}", async () =>
        {
            await work.Organisation.Manager.Post("/api/v1/arrivals", new { channel, timeZone, counts }, null, work.Stop);
            return $"{counts.Count}";
        }));

    /// <summary>Plans a week from what is known on that day; asked again on the same day it finds the same plan.</summary>
    public static async Task<PlanResult> Week(Work work, string channel, DateOnly from, string week, double ahtSeconds)
    {
        var (manager, aht) = (work.Organisation.Manager, ahtSeconds.ToString(CultureInfo.InvariantCulture));
        var made = await work.Post($"forecast/{channel}/{Iso(from)}", manager, "/api/v1/forecasts", new { channel, from = Iso(from), to = Iso(from.AddDays(DaysAhead - 1)) });
        var forecast = await manager.Get($"/api/v1/forecasts/{made}", work.Stop);
        var required = await manager.Get($"/api/v1/staffing-requirements?forecastId={made}&ahtSeconds={aht}", work.Stop);
        await work.Post($"rota/{week}/{made}/{aht}", manager, $"/api/v1/rotas/{week}/solution", new { forecastId = made, ahtSeconds });
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
