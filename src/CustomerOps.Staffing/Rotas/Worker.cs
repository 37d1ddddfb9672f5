using CustomerOps.Staffing.Arrivals;
using CustomerOps.Staffing.People;
using NodaTime;

namespace CustomerOps.Staffing.Rotas;

/// <summary>One local day of a worker, in slots: where a shift may lie, or the fixed one that is worked.</summary>
/// <param name="Begin">Slot of the day's midnight; rest is carried relative to it.</param>
internal readonly record struct WorkDay(int Begin, int First, int Last, bool Off, int FixedFrom, int FixedTo)
{
    public bool IsFixed => FixedTo > 0;

    /// <summary>The first slot work may start in, were it rested.</summary>
    public int Opens => IsFixed ? FixedFrom : First;

    /// <summary>The same day with only the stretch in which somebody is wanted, wide enough for a shift of <paramref name="longest"/>; off when nobody is.</summary>
    public WorkDay NearDemand(int[] required, int longest)
    {
        if (IsFixed || Off) return this;
        var (first, last) = (Math.Max(0, First), Math.Min(Last, required.Length));
        while (first < last && required[first] == 0) first++;
        while (first < last && required[last - 1] == 0) last--;
        if (first >= last) return this with { Off = true };
        last = Math.Min(Last, Math.Max(last, first + longest));
        return this with { First = Math.Max(First, Math.Min(first, last - longest)), Last = last };
    }
}

/// <summary>A person as the solver sees one: seven days, what is left of the week's hours, and what lies around the week.</summary>
/// <param name="MinSlots">Still to be given this week beside fixed shifts.</param>
/// <param name="RunBefore">Days worked in a row up to the Sunday before.</param>
/// <param name="RunAfter">Days fixed in a row from the Monday after.</param>
/// <param name="RestedFrom">First slot after the rest from the last shift before the week.</param>
/// <param name="EndBefore">Last slot a shift may end in, for the rest before the first shift after the week.</param>
internal sealed record Worker(
    Guid PersonId, WorkDay[] Days, int ShortestShift, int LongestShift, int MinSlots, int MaxSlots, int MaxRun, int RunBefore, int RunAfter, int RestedFrom, int EndBefore)
{
    /// <param name="fixedShifts">The person's shifts that stay, of this week and the ones beside it.</param>
    public static Worker Of(Guid personId, Contract contract, DateTimeZone zone, IsoWeek week, Grid grid, IReadOnlyList<Span> fixedShifts)
    {
        var byDay = fixedShifts.GroupBy(s => WorkRules.Day(s, zone)).ToDictionary(g => g.Key, g => new Span(g.Min(s => s.From), g.Max(s => s.To)));
        var monday = week.Monday;
        var days = new WorkDay[7];
        for (var d = 0; d < 7; d++) days[d] = Day(monday.PlusDays(d), contract, zone, grid, byDay);
        var (before, after) = (fixedShifts.Where(s => WorkRules.Day(s, zone) < monday).ToList(), fixedShifts.Where(s => WorkRules.Day(s, zone) >= monday.PlusDays(7)).ToList());
        var worked = fixedShifts.Where(s => IsoWeek.Of(WorkRules.Day(s, zone)) == week).Sum(s => s.Length.TotalMinutes);
        return new Worker(
            personId, days, (contract.ShiftMinutesMin + HalfHour.Minutes - 1) / HalfHour.Minutes, contract.ShiftMinutesMax / HalfHour.Minutes,
            Math.Max(0, (int)Math.Ceiling((contract.WeeklyMinutesMin - worked) / HalfHour.Minutes)),
            Math.Max(0, (int)Math.Floor((contract.WeeklyMinutesMax - worked) / HalfHour.Minutes)), contract.MaxConsecutiveDays,
            Run(byDay, monday.PlusDays(-1), -1), Run(byDay, monday.PlusDays(7), 1),
            before.Count == 0 ? 0 : grid.Ceiling(before.Max(s => s.To)) + Grid.RestSlots,
            after.Count == 0 ? Grid.Slots : grid.Floor(after.Min(s => s.From)) - Grid.RestSlots);
    }

    /// <summary>The worker with only the hours in which somebody is wanted.</summary>
    public Worker NearDemand(int[] required) => this with { Days = [.. Days.Select(d => d.NearDemand(required, LongestShift))] };

    private static WorkDay Day(LocalDate date, Contract contract, DateTimeZone zone, Grid grid, Dictionary<LocalDate, Span> byDay)
    {
        var begin = grid.Floor(WorkRules.At(date, 0, zone));
        if (byDay.TryGetValue(date, out var worked)) return new WorkDay(begin, 0, 0, false, grid.Floor(worked.From), grid.Ceiling(worked.To));
        return new WorkDay(
            begin, grid.Ceiling(WorkRules.At(date, contract.Earliest, zone)), grid.Floor(WorkRules.At(date, contract.Latest, zone)),
            contract.DaysOff.Contains(date.DayOfWeek), 0, 0);
    }

    private static int Run(Dictionary<LocalDate, Span> byDay, LocalDate from, int step)
    {
        var run = 0;
        for (var date = from; byDay.ContainsKey(date); date = date.PlusDays(step)) run++;
        return run;
    }
}
