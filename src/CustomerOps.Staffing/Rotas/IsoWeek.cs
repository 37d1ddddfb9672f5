using System.Globalization;
using CustomerOps.ServiceDefaults.Problems;
using NodaTime;
using NodaTime.Calendars;

namespace CustomerOps.Staffing.Rotas;

/// <summary>A week as ISO 8601 names it, for example <c>2026-W48</c>: Monday to Sunday.</summary>
internal readonly record struct IsoWeek(int Year, int Number)
{
    public LocalDate Monday => WeekYearRules.Iso.GetLocalDate(Year, Number, IsoDayOfWeek.Monday);

    public static IsoWeek Of(LocalDate date) => new(WeekYearRules.Iso.GetWeekYear(date), WeekYearRules.Iso.GetWeekOfWeekYear(date));

    public static IsoWeek Parse(string text)
    {
        if (text.Length == 8 && text[4..6] == "-W"
            && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(text[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && year is >= 1990 and <= 2200 && number >= 1 && number <= WeekYearRules.Iso.GetWeeksInWeekYear(year)) return new IsoWeek(year, number);
        throw new RuleViolation("rota.week", "A week is named like 2026-W48.", "week");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");
}
