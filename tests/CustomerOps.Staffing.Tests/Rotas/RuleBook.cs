using CustomerOps.Staffing.People;
using NodaTime;

namespace CustomerOps.Staffing.Tests.Rotas;

/// <summary>The hard rules once more, written apart from the solver and from the service's own checks: by wall clock and calendar.</summary>
internal static class RuleBook
{
    /// <summary>What is wrong with one person's shifts of a week, given the shifts that stood before.</summary>
    public static IEnumerable<string> Broken(Contract contract, DateTimeZone zone, LocalDate monday, IReadOnlyList<Interval> planned, IReadOnlyList<Interval> standing)
    {
        var all = planned.Concat(standing).OrderBy(s => s.Start).ToList();
        foreach (var shift in planned)
        {
            var (from, to) = (shift.Start.InZone(zone), shift.End.InZone(zone));
            var sinceMidnight = Period.Between(from.Date.AtMidnight(), from.LocalDateTime, PeriodUnits.Minutes).Minutes;
            var untilEnd = Period.Between(from.Date.AtMidnight(), to.LocalDateTime, PeriodUnits.Minutes).Minutes;
            if (from.Date < monday || from.Date > monday.PlusDays(6)) yield return $"{from} is not in the week";
            if (contract.DaysOff.Contains(from.DayOfWeek)) yield return $"{from} is a day off";
            if (sinceMidnight < contract.Earliest) yield return $"{from} is too early";
            if (untilEnd > contract.Latest) yield return $"{to} is too late";
            if (shift.Duration.TotalMinutes < contract.ShiftMinutesMin) yield return $"{from} is too short";
            if (shift.Duration.TotalMinutes > contract.ShiftMinutesMax) yield return $"{from} is too long";
        }

        for (var i = 1; i < all.Count; i++)
        {
            var (earlier, later) = (all[i - 1], all[i]);
            if (earlier.Start.InZone(zone).Date == later.Start.InZone(zone).Date) yield return $"two shifts on {later.Start.InZone(zone).Date}";
            if (later.Start - earlier.End < Duration.FromHours(11)) yield return $"only {later.Start - earlier.End} of rest before {later.Start}";
        }

        var inWeek = all.Where(s => s.Start.InZone(zone).Date is var d && d >= monday && d < monday.PlusDays(7)).ToList();
        var minutes = inWeek.Sum(s => s.Duration.TotalMinutes);
        if (minutes > contract.WeeklyMinutesMax) yield return $"{minutes} minutes in the week";
        if (minutes < contract.WeeklyMinutesMin) yield return $"only {minutes} minutes in the week";

        var days = all.Select(s => s.Start.InZone(zone).Date).ToHashSet();
        foreach (var first in days.Where(d => !days.Contains(d.PlusDays(-1))))
        {
            var length = 0;
            while (days.Contains(first.PlusDays(length))) length++;
            if (length > contract.MaxConsecutiveDays) yield return $"{length} days in a row from {first}";
        }
    }
}
