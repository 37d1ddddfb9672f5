using CustomerOps.Staffing.Arrivals;
using NodaTime;

namespace CustomerOps.Staffing.Forecasts;

/// <summary>
/// Expected contacts as the mean of the last few same weekdays, half-hour by half-hour (Barrow 2016: hard to beat at planning horizons).
/// A day without any contact where that weekday is usually busy is a gap (a holiday, a lost file): the same weekday before it stands in, so
/// that later days keep their weekday. Half-hours in which that weekday never had a contact are closed.
/// </summary>
internal sealed class WeekdayMeans
{
    /// <summary>With fewer expected contacts a day without any may just have happened (e⁻⁵ &lt; 1 %).</summary>
    private const double BusyDay = 5;

    /// <summary>Means of the last four to eight weeks err alike on real calls; more weeks calm small channels, fewer follow changes.</summary>
    public const int Weeks = 6;
    private const int Recent = 8;

    private readonly Dictionary<IsoDayOfWeek, List<double?[]>> _weekdays = [];
    private readonly double?[]? _anyDay;

    /// <param name="days">Observed days before the first one to forecast.</param>
    public WeekdayMeans(IReadOnlyDictionary<LocalDate, DayCounts> days)
    {
        if (days.Count == 0) return;
        var (first, last) = (days.Keys.Min(), days.Keys.Max());
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None))
        {
            var dates = Dates(first, last, day);
            if (dates.Count > 0) _weekdays[day] = Filled(dates, days);
        }
        if (_weekdays.Count < 7) _anyDay = Mean([.. days.Values.Select(d => d.Slots)]);
    }

    public bool HasHistory => _weekdays.Count > 0;

    /// <summary>Expected contacts per half-hour of the local day; null where closed.</summary>
    public double?[] For(LocalDate date, int weeks = Weeks)
    {
        if (!_weekdays.TryGetValue(date.DayOfWeek, out var same)) return _anyDay ?? new double?[HalfHour.PerDay];
        var mean = Mean(same.TakeLast(weeks).ToList());
        var open = Mean(same.TakeLast(Recent).ToList());
        for (var slot = 0; slot < mean.Length; slot++) mean[slot] = open[slot] is null ? null : mean[slot] ?? 0;
        return mean;
    }

    private static List<LocalDate> Dates(LocalDate first, LocalDate last, IsoDayOfWeek day)
    {
        var dates = new List<LocalDate>();
        for (var date = first.PlusDays(-1).Next(day); date <= last; date = date.PlusWeeks(1)) dates.Add(date);
        return dates;
    }

    private static List<double?[]> Filled(List<LocalDate> dates, IReadOnlyDictionary<LocalDate, DayCounts> days)
    {
        var recent = dates.TakeLast(Recent).ToList();
        var seen = recent.Where(days.ContainsKey).Select(d => days[d].Total).ToList();
        var busy = seen.Count * 2 >= recent.Count && seen.DefaultIfEmpty(0).Average() >= BusyDay;
        var filled = new List<double?[]>();
        foreach (var date in dates)
        {
            if (days.TryGetValue(date, out var counted)) filled.Add(counted.Slots);
            else if (!busy) filled.Add(new double?[HalfHour.PerDay]);
            else if (filled.Count > 0) filled.Add(filled[^1]);
        }
        return filled;
    }

    /// <summary>Per half-hour; a day that did not have it counts as none there. Null where no day had it.</summary>
    private static double?[] Mean(List<double?[]> days)
    {
        var mean = new double?[HalfHour.PerDay];
        for (var slot = 0; slot < mean.Length; slot++)
            if (days.Any(d => d[slot] is not null)) mean[slot] = days.Sum(d => d[slot] ?? 0) / days.Count;
        return mean;
    }
}
