using CustomerOps.Staffing.People;
using CustomerOps.Staffing.Rotas;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Interval = NodaTime.Interval;

namespace CustomerOps.Staffing.Tests.Rotas;

/// <summary>A person of a random week: contract, clock and shifts that stand already.</summary>
internal sealed record Hand(Guid Id, Contract Contract, DateTimeZone Zone, List<Interval> Standing);

internal sealed record RandomWeek(IsoWeek Week, List<Hand> Hands, int[] Required, int Seed)
{
    public Grid Grid => Grid.Of(Week);

    public RotaProblem Problem() => new(Required, new int[Grid.Slots], [.. Hands.Select(h => Worker.Of(h.Id, h.Contract, h.Zone, Week, Grid, [.. h.Standing.Select(s => new Span(s.Start, s.End))]))]);

    public List<Interval> Planned(IReadOnlyList<SlotSpan> row) => [.. row.Select(s => new Interval(Grid.At(s.From), Grid.At(s.To)))];
}

/// <summary>Weeks of every kind, among them both changes of the clocks, tight contracts, odd windows, shifts around the week's borders.</summary>
internal static class RandomWeeks
{
    private static readonly string[] Zones = ["Europe/Copenhagen", "Europe/Helsinki", "Europe/Budapest", "Asia/Kathmandu", "America/New_York", "Pacific/Auckland"];
    private static readonly string[] Weeks = ["2026-W12", "2026-W13", "2026-W43", "2026-W44", "2026-W48", "2026-W53"];

    public static Arbitrary<RandomWeek> Any() => Gen.Choose(0, int.MaxValue - 1).Select(Make).ToArbitrary();

    private static RandomWeek Make(int seed)
    {
        var random = new Random(seed);
        var week = IsoWeek.Parse(Weeks[random.Next(Weeks.Length)]);
        var zones = Zones[random.Next(Zones.Length)];
        var hands = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Hand(random, DateTimeZoneProviders.Tzdb[random.Next(4) == 0 ? Zones[random.Next(Zones.Length)] : zones], week)).ToList();
        var required = new int[Grid.Slots];
        var (opens, closes, peak) = (random.Next(0, 24), random.Next(24, 49), random.Next(1, 9));
        for (var day = 1; day <= 7; day++)
            for (var slot = opens; slot < closes; slot++)
                if (random.Next(20) > 0) required[(day * 48) + slot] = random.Next(0, peak + 1);
        return new RandomWeek(week, hands, required, seed);
    }

    private static Hand Hand(Random random, DateTimeZone zone, IsoWeek week)
    {
        var contract = Contract(random);
        var standing = new List<Interval>();
        var (before, after) = (random.Next(0, contract.MaxConsecutiveDays + 1), random.Next(0, 3));
        // The week before ends, and the next begins, with work that keeps the contract.
        var free = Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None && !contract.DaysOff.Contains(d)).ToHashSet();
        for (var d = 1; d <= before && free.Contains(week.Monday.PlusDays(-d).DayOfWeek); d++) standing.Add(Late(contract, zone, week.Monday.PlusDays(-d)));
        for (var d = 0; d < Math.Min(after, contract.MaxConsecutiveDays) && free.Contains(week.Monday.PlusDays(7 + d).DayOfWeek); d++) standing.Add(Late(contract, zone, week.Monday.PlusDays(7 + d)));
        if (random.Next(4) == 0 && free.Contains(IsoDayOfWeek.Wednesday) && contract.ShiftMinutesMin <= contract.WeeklyMinutesMax) standing.Add(Late(contract, zone, week.Monday.PlusDays(2)));
        return new Hand(new Guid(random.Next(), 0, 0, new byte[8]), contract, zone, standing);
    }

    private static Interval Late(Contract contract, DateTimeZone zone, LocalDate date)
    {
        var to = WorkRules.At(date, contract.Latest, zone);
        return new Interval(to - Duration.FromMinutes(contract.ShiftMinutesMin), to);
    }

    private static Contract Contract(Random random)
    {
        var shortest = random.Next(2, 15) * 30;
        var longest = Math.Min(720, shortest + (random.Next(0, 10) * 30));
        var earliest = random.Next(0, 20) * 30;
        var latest = Math.Min(1440, earliest + longest + (random.Next(0, 25) * 30));
        var most = random.Next(Math.Max(1, shortest / 30), 97) * 30;
        var off = Enumerable.Range(1, 7).Where(_ => random.Next(5) == 0).Take(5).Select(d => (IsoDayOfWeek)d).ToList();
        return new Contract(random.Next(2) == 0 ? 0 : random.Next(0, most + 1), most, shortest, longest, Math.Min(earliest, latest - longest), latest, off, random.Next(1, 7));
    }
}
