using System.Globalization;
using Bogus;

namespace CustomerOps.Demo.Generating;

internal sealed record ContactCount(string Start, int Count);

/// <summary>Contacts of past weeks by half-hour: busy mornings, a dip at noon, quieter weekends, chance on top.</summary>
internal static class ContactHistory
{
    public static readonly IReadOnlyDictionary<string, double> PeakByChannel = new Dictionary<string, double> { ["phone"] = 11, ["email"] = 7, ["chat"] = 5 };

    private const int Weeks = 8, FirstHalfHour = 16, LastHalfHour = 41;

    public static IReadOnlyList<ContactCount> Of(string channel, int seed, DateOnly today)
    {
        var random = new Randomizer(seed + channel.Length);
        var counts = new List<ContactCount>();
        for (var day = today.AddDays(-7 * Weeks); day < today; day = day.AddDays(1))
            for (var halfHour = FirstHalfHour; halfHour <= LastHalfHour; halfHour++)
                counts.Add(new ContactCount($"{day:yyyy-MM-dd}T{TimeOnly.MinValue.AddMinutes(halfHour * 30).ToString("HH:mm", CultureInfo.InvariantCulture)}", Poisson(PeakByChannel[channel] * Shape(day.DayOfWeek, halfHour), random)));
        return counts;
    }

    private static double Shape(DayOfWeek day, int halfHour)
    {
        var hour = halfHour / 2.0;
        var overDay = Math.Exp(-Math.Pow(hour - 10.5, 2) / 6) + (0.7 * Math.Exp(-Math.Pow(hour - 15.5, 2) / 8)) + 0.08;
        return overDay * day switch { DayOfWeek.Monday => 1.2, DayOfWeek.Saturday => 0.5, DayOfWeek.Sunday => 0.3, _ => 1 };
    }

    /// <summary>Knuth's product of uniforms; the means here are small.</summary>
    private static int Poisson(double mean, Randomizer random)
    {
        var (limit, product, count) = (Math.Exp(-mean), random.Double(), 0);
        for (; product > limit; count++) product *= random.Double();
        return count;
    }
}
