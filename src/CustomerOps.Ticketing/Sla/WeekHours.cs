using CustomerOps.ServiceDefaults.Problems;
using NodaTime;

namespace CustomerOps.Ticketing.Sla;

/// <summary>An opening on a weekday, in minutes of the local day: 480–1080 is 08:00–18:00, 1440 is midnight at its end.</summary>
internal sealed record Opening(IsoDayOfWeek Day, int From, int To);

/// <summary>When an organisation works: openings per weekday, days off, and the time zone both are meant in.</summary>
internal sealed class WeekHours
{
    public const int MinutesPerDay = 1440;
    private readonly (int From, int To)[][] _byDay;
    private readonly HashSet<LocalDate> _holidays;

    public WeekHours(IEnumerable<Opening> openings, IEnumerable<LocalDate> holidays, DateTimeZone zone)
    {
        _byDay = [.. Enumerable.Range(0, 8).Select(_ => Array.Empty<(int, int)>())];
        foreach (var day in openings.GroupBy(o => o.Day))
        {
            var sorted = day.Select(o => (o.From, o.To)).Order().ToArray();
            RuleViolation.Unless(sorted.All(o => o.From >= 0 && o.From < o.To && o.To <= MinutesPerDay), "business-hours.empty-opening", "Each opening ends after it begins, on the same day.", "week");
            RuleViolation.Unless(sorted.Zip(sorted.Skip(1)).All(pair => pair.First.To <= pair.Second.From), "business-hours.overlap", $"The openings of {day.Key} overlap.", "week");
            _byDay[(int)day.Key] = sorted;
        }

        RuleViolation.Unless(_byDay.Any(d => d.Length > 0), "business-hours.never-open", "At least one opening a week is needed.", "week");
        (_holidays, Zone) = ([.. holidays], zone);
    }

    public DateTimeZone Zone { get; }

    /// <summary>The openings of a local day, in order; none on a holiday.</summary>
    public ReadOnlySpan<(int From, int To)> On(LocalDate date) => _holidays.Contains(date) ? [] : _byDay[(int)date.DayOfWeek];

    /// <summary>Monday to Friday, 08:00–18:00.</summary>
    public static IReadOnlyList<Opening> Usual { get; } =
        [.. Enumerable.Range(1, 5).Select(day => new Opening((IsoDayOfWeek)day, 8 * 60, 18 * 60))];
}
