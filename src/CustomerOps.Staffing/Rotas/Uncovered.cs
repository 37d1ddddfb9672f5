namespace CustomerOps.Staffing.Rotas;

/// <summary>Why people are missing in a slot.</summary>
internal static class Uncovered
{
    public const string NobodyAvailable = "nobody-available", EveryoneOnShift = "everyone-on-shift", WeeklyHours = "weekly-hours-used", RestOrDays = "rest-or-days-in-a-row";

    /// <summary>Null where enough people are on shift.</summary>
    public static string? Reason(RotaProblem problem, RotaSolution solution, int slot)
    {
        if (solution.Cover[slot] >= problem.Required[slot]) return null;
        var available = Enumerable.Range(0, problem.Workers.Count).Where(w => IsAvailable(problem.Workers[w], slot)).ToList();
        if (available.Count == 0) return NobodyAvailable;
        var free = available.Where(w => !Works(problem.Workers[w], solution.Rows[w], slot)).ToList();
        if (free.Count == 0) return EveryoneOnShift;
        return free.All(w => Given(solution.Rows[w]) + problem.Workers[w].ShortestShift > problem.Workers[w].MaxSlots) ? WeeklyHours : RestOrDays;
    }

    private static bool IsAvailable(Worker worker, int slot) =>
        worker.Days.Any(d => d.IsFixed ? d.FixedFrom <= slot && slot < d.FixedTo : !d.Off && d.First <= slot && slot < d.Last);

    private static bool Works(Worker worker, IReadOnlyList<SlotSpan>? row, int slot) =>
        worker.Days.Any(d => d.FixedFrom <= slot && slot < d.FixedTo) || (row ?? []).Any(s => s.From <= slot && slot < s.To);

    private static int Given(IReadOnlyList<SlotSpan>? row) => (row ?? []).Sum(s => s.To - s.From);
}

/// <summary>Shifts nobody could be given: they stay open for somebody to take.</summary>
internal static class OpenShifts
{
    public const int Most = 1000;
    private const int Shortest = 8, Longest = 16;

    /// <summary>Covers what is missing with shifts of four to eight hours, first things first. What exceeds the limit is left out.</summary>
    public static List<SlotSpan> Cover(int[] required, int[] cover)
    {
        var missing = required.Zip(cover, (r, c) => Math.Max(0, r - c)).ToArray();
        var shifts = new List<SlotSpan>();
        for (var slot = 0; slot < missing.Length && shifts.Count < Most;)
        {
            if (missing[slot] == 0) { slot++; continue; }
            var end = slot;
            while (end < missing.Length && end - slot < Longest && missing[end] > 0) end++;
            var from = Math.Max(0, Math.Min(slot, missing.Length - Shortest));
            var shift = new SlotSpan(from, Math.Max(end, from + Shortest));
            for (var s = shift.From; s < shift.To; s++) missing[s] = Math.Max(0, missing[s] - 1);
            shifts.Add(shift);
        }
        return shifts;
    }
}
