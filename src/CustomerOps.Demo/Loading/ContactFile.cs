using System.Globalization;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Loading;

/// <summary>Calls per half-hour: <c>date,interval,calls</c>, local times of New York.</summary>
internal static class ContactFile
{
    public const string TimeZone = "America/New_York", Channel = "phone";

    private const string Name = "contacts/bank-calls-30min.csv";
    private const int Week = 7;

    /// <summary>The last weeks of the file, shifted by whole weeks so that the last day lies just before <paramref name="today"/>.</summary>
    /// <returns>By week, the earliest first.</returns>
    public static IReadOnlyList<IReadOnlyList<Entry<ContactCount>>> Read(string data, int weeks, DateOnly today, Action<Fault> refuse)
    {
        var counts = new List<(DateOnly Day, string Time, Entry<int> Calls)>();
        foreach (var line in CsvFile.Read(Path.Combine(data, Name), Name, ["date", "interval", "calls"], refuse))
        {
            if (DateOnly.TryParseExact(line.Value[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && TimeOnly.TryParseExact(line.Value[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                && int.TryParse(line.Value[2], NumberStyles.None, CultureInfo.InvariantCulture, out var calls)) counts.Add((day, line.Value[1], new(line.File, line.Number, calls)));
            else refuse(new Fault(line.Place, "line.malformed", "Not a date, a time of day and a number."));
        }

        if (counts.Count == 0) return [];
        var last = counts.Max(c => c.Day);
        var shift = (today.DayNumber - 1 - last.DayNumber) / Week * Week;
        if (last.AddDays(shift) >= today) shift -= Week;
        return
        [
            .. counts.Where(c => Monday(c.Day) > Monday(last).AddDays(-Week * weeks)).GroupBy(c => Monday(c.Day)).OrderBy(g => g.Key)
                .Select(g => g.Select(c => new Entry<ContactCount>(c.Calls.File, c.Calls.Number, new ContactCount($"{c.Day.AddDays(shift):yyyy-MM-dd}T{c.Time}", c.Calls.Value))).ToList()),
        ];
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % Week));
}
