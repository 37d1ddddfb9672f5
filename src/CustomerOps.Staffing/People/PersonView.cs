using System.Globalization;
using CustomerOps.Staffing.Skills;
using NodaTime;

namespace CustomerOps.Staffing.People;

/// <summary>A member of staff.</summary>
/// <param name="Tier">representative, senior, specialist, supervisor, manager; none for people who do not work on cases. Follows from the roles.</param>
/// <param name="Languages">Languages spoken, by first subtag.</param>
internal sealed record PersonView(
    Guid Id, string Name, string Email, string Language, IReadOnlyList<string> Languages, IReadOnlyList<string> Roles, IReadOnlyList<string> Branches,
    string Tier, bool Active, IReadOnlyList<SkillLevel> Skills, ContractView Contract)
{
    public static PersonView Of(Person person) => new(
        person.Id, person.Name, person.Email, person.Language, person.Languages, person.Roles, person.Branches, person.Tier.Name(), person.Active,
        [.. person.Skills.OrderBy(s => s.Skill, StringComparer.Ordinal).Select(s => new SkillLevel(s.Skill, s.Level))], ContractView.Of(person.Contract));
}

/// <summary>What may be asked of a person in a week. Times are local to the person's branch; <c>24:00</c> is the day's end.</summary>
internal sealed record ContractView(
    decimal WeeklyHoursMin, decimal WeeklyHoursMax, decimal ShiftHoursMin, decimal ShiftHoursMax, string Earliest, string Latest,
    IReadOnlyList<string> DaysOff, int MaxConsecutiveDays)
{
    public static ContractView Of(Contract contract) => new(
        contract.WeeklyMinutesMin / 60m, contract.WeeklyMinutesMax / 60m, contract.ShiftMinutesMin / 60m, contract.ShiftMinutesMax / 60m,
        Clock(contract.Earliest), Clock(contract.Latest), [.. contract.DaysOff.Select(Day)], contract.MaxConsecutiveDays);

    public static string Day(IsoDayOfWeek day) => day.ToString().ToLowerInvariant();

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}
