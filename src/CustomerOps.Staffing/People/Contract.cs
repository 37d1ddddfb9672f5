using CustomerOps.ServiceDefaults.Problems;
using NodaTime;

namespace CustomerOps.Staffing.People;

/// <summary>What may be asked of a person in a week. Times are minutes of the local day of the person's branch.</summary>
internal sealed record Contract(
    int WeeklyMinutesMin, int WeeklyMinutesMax, int ShiftMinutesMin, int ShiftMinutesMax, int Earliest, int Latest,
    IReadOnlyList<IsoDayOfWeek> DaysOff, int MaxConsecutiveDays)
{
    public const int Day = 24 * 60, HalfHour = 30, WeeklyCeiling = 48 * 60, ShiftCeiling = 12 * 60;

    /// <summary>A Nordic full-time week, any time of day: holds until somebody says otherwise.</summary>
    public static Contract Usual { get; } = new(0, 37 * 60, 4 * 60, 8 * 60, 0, Day, [], 5);

    /// <summary>Throws unless the contract can be kept and stays within the Working Time Directive (2003/88/EC art. 3, 5, 6).</summary>
    public Contract Checked()
    {
        Rule(WeeklyMinutesMax is > 0 and <= WeeklyCeiling, "weeklyHoursMax", "A week has more than 0 and at most 48 hours.");
        Rule(WeeklyMinutesMin >= 0 && WeeklyMinutesMin <= WeeklyMinutesMax, "weeklyHoursMin", "At least 0 and at most weeklyHoursMax.");
        Rule(ShiftMinutesMax is >= HalfHour and <= ShiftCeiling, "shiftHoursMax", "A shift has half an hour to 12 hours.");
        Rule(ShiftMinutesMin >= HalfHour && ShiftMinutesMin <= ShiftMinutesMax, "shiftHoursMin", "At least half an hour and at most shiftHoursMax.");
        Rule(Latest - Earliest >= ShiftMinutesMin, "latest", "Between earliest and latest there must be room for the shortest shift.");
        Rule(MaxConsecutiveDays is >= 1 and <= 6, "maxConsecutiveDays", "1 to 6.");
        Rule(DaysOff.Distinct().Count() == DaysOff.Count, "daysOff", "Each day once.");
        var longest = Math.Min(ShiftMinutesMax, Latest - Earliest) / HalfHour * HalfHour;
        Rule(WeeklyMinutesMin <= Math.Min(6, 7 - DaysOff.Count) * longest, "weeklyHoursMin", "Cannot be reached on the days and hours this contract leaves.");
        return this;
    }

    private static void Rule(bool holds, string field, string message) => RuleViolation.Unless(holds, "contract.impossible", message, field);
}
