using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.People;
using NodaTime;

namespace CustomerOps.Staffing.Rotas;

/// <summary>A stretch of time somebody works.</summary>
internal readonly record struct Span(Instant From, Instant To)
{
    public Duration Length => To - From;

    public static Span Of(DateTimeOffset from, DateTimeOffset to) => new(Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(to));
}

/// <summary>
/// The hard rules of one person's work. Days and times of day are the local ones of the person's branch; lengths and rests are counted in
/// time that passes, so a night with a change of clocks counts right.
/// </summary>
internal static class WorkRules
{
    /// <summary>2003/88/EC article 3: eleven hours of rest between two days' work.</summary>
    public static readonly Duration Rest = Duration.FromHours(11);

    /// <summary>Throws when <paramref name="added"/> would break a rule beside <paramref name="others"/>, the person's shifts of the weeks around it.</summary>
    public static void Check(Contract contract, DateTimeZone zone, Span added, IReadOnlyList<Span> others)
    {
        var day = Day(added, zone);
        Rule(!contract.DaysOff.Contains(day.DayOfWeek), "day-off", $"{day.DayOfWeek} is a day off of this person.");
        Rule(added.Length <= Duration.FromMinutes(contract.ShiftMinutesMax), "too-long", "The shift is longer than the contract allows.");
        Rule(added.From >= At(day, contract.Earliest, zone) && added.To <= At(day, contract.Latest, zone), "hours", "The shift lies outside the hours agreed.");
        Rule(others.All(o => Day(o, zone) != day), "two-in-a-day", "The person has a shift that day.");
        Rule(others.All(o => o.To + Rest <= added.From || added.To + Rest <= o.From), "rest", "Eleven hours of rest between shifts are not kept.");
        var week = IsoWeek.Of(day);
        var minutes = others.Where(o => IsoWeek.Of(Day(o, zone)) == week).Append(added).Sum(o => o.Length.TotalMinutes);
        Rule(minutes <= contract.WeeklyMinutesMax, "weekly-hours", "The week's hours would be more than the contract allows.");
        var days = others.Select(o => Day(o, zone)).Append(day).ToHashSet();
        Rule(RunAround(day, days) <= contract.MaxConsecutiveDays, "consecutive-days", $"More than {contract.MaxConsecutiveDays} days in a row.");
    }

    public static LocalDate Day(Span span, DateTimeZone zone) => span.From.InZone(zone).Date;

    /// <summary>The moment it is so many minutes of that local day; a time the clock skips counts as the end of the gap.</summary>
    public static Instant At(LocalDate day, int minutes, DateTimeZone zone) => minutes >= Contract.Day
        ? zone.AtStartOfDay(day.PlusDays(1)).ToInstant()
        : zone.ResolveLocal(day.AtMidnight().PlusMinutes(minutes), NodaTime.TimeZones.Resolvers.CreateMappingResolver(NodaTime.TimeZones.Resolvers.ReturnEarlier, NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter)).ToInstant();

    private static int RunAround(LocalDate day, HashSet<LocalDate> worked)
    {
        var run = 1;
        for (var before = day.PlusDays(-1); worked.Contains(before); before = before.PlusDays(-1)) run++;
        for (var after = day.PlusDays(1); worked.Contains(after); after = after.PlusDays(1)) run++;
        return run;
    }

    private static void Rule(bool holds, string code, string message) => RuleViolation.Unless(holds, $"shift.{code}", message);
}
