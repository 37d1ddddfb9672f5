using System.Globalization;
using CustomerOps.Staffing.Forecasts;
using NodaTime;
using Xunit;

namespace CustomerOps.Staffing.Tests.Forecasts;

/// <summary>27 weeks of calls to a bank, from the folder <c>shared</c> beside the repository; tests that read it are left out where it is missing.</summary>
internal static class BankCalls
{
    public static SortedDictionary<LocalDate, DayCounts> Read()
    {
        var file = Find() ?? string.Empty;
        Assert.SkipWhen(file.Length == 0, "Left out: shared/data/contacts/bank-calls-30min.csv is not beside the repository.");
        var history = new ArrivalHistory();
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var cells = line.Split(',').Select(c => c.Trim('"')).ToArray();
            var start = DateTime.ParseExact($"{cells[0]} {cells[1]}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            history.Add(LocalDateTime.FromDateTime(start), double.Parse(cells[2], CultureInfo.InvariantCulture));
        }
        return history.Days;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            // A work tree may lie one level deeper than a clone.
            var file = Path.Combine(folder.FullName, "shared", "data", "contacts", "bank-calls-30min.csv");
            if (File.Exists(file)) return file;
        }
        return null;
    }
}
