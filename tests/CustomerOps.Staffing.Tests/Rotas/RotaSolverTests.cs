using System.Diagnostics;
using CustomerOps.Staffing.People;
using CustomerOps.Staffing.Rotas;
using NodaTime;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Rotas;

public sealed class RotaSolverTests(ITestOutputHelper output)
{
    private static readonly IsoWeek Week = IsoWeek.Parse("2026-W48");
    private static readonly DateTimeZone Copenhagen = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    [Fact]
    public void Enough_people_cover_an_office_week_completely()
    {
        var solution = Solve(Required(from: 8, to: 16, people: 3), 6, Contract.Usual with { Earliest = 7 * 60, Latest = 18 * 60 });
        Missing(Required(8, 16, 3), solution).ShouldBe(0);
        solution.Settled.ShouldBeTrue();
    }

    [Fact]
    public void A_minimum_of_hours_is_given_although_nobody_is_needed()
    {
        var solution = Solve(Required(8, 10, 1), 3, Contract.Usual with { WeeklyMinutesMin = 30 * 60 });
        solution.Rows.ShouldAllBe(row => row!.Sum(s => s.To - s.From) >= 60);
    }

    [Fact]
    public void Whose_contract_cannot_be_kept_is_left_out()
    {
        var contract = Contract.Usual with { WeeklyMinutesMin = 36 * 60, DaysOff = [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday] };
        Solve(Required(8, 16, 1), 1, contract).Rows.ShouldBe([null]);
    }

    [Fact]
    public void A_big_team_free_at_all_hours_is_planned_whole()
    {
        var clock = Stopwatch.StartNew();
        var required = Required(6, 22, 20);
        var solution = Solve(required, 40, Contract.Usual with { WeeklyMinutesMin = 20 * 60 });
        output.WriteLine($"40 people: {clock.ElapsedMilliseconds} ms, missing {Missing(required, solution)} of {required.Sum()}");
        solution.Rows.ShouldAllBe(row => row != null && row.Sum(s => s.To - s.From) >= 40);
        Missing(required, solution).ShouldBeLessThan(required.Sum() / 10, "40 people of 37 hours have 2,960 half-hours for 3,200 wanted");
    }

    [Fact]
    public void Out_of_time_it_hands_over_what_it_has()
    {
        var workers = Enumerable.Range(1, 200).Select(i => Worker.Of(new Guid(i, 0, 0, new byte[8]), Contract.Usual with { WeeklyMinutesMin = i % 2 * 600 }, Copenhagen, Week, Grid.Of(Week), [])).ToList();
        var solution = new RotaSolver(new RotaProblem(Required(0, 24, 90), new int[Grid.Slots], workers), 1, TimeSpan.Zero).Solve(default);
        solution.Settled.ShouldBeFalse();
        solution.Rows.Where((_, w) => workers[w].MinSlots == 0).ShouldAllBe(row => row != null && row.Count == 0);
        solution.Rows.Where((_, w) => workers[w].MinSlots > 0).ShouldAllBe(row => row == null);
    }

    [Fact]
    public void A_lone_night_counts_the_hour_that_passes_not_the_clock()
    {
        // On Sunday of 2026-W43 clocks go back at 03:00: from 00:00 to 08:00 nine hours pass.
        var week = IsoWeek.Parse("2026-W43");
        var grid = Grid.Of(week);
        var contract = Contract.Usual with { Earliest = 0, Latest = 8 * 60, ShiftMinutesMin = 9 * 60, ShiftMinutesMax = 9 * 60 };
        var required = new int[Grid.Slots];
        Array.Fill(required, 1);
        var worker = Worker.Of(Guid.Empty, contract, Copenhagen, week, grid, []);
        var shift = new RotaSolver(new RotaProblem(required, new int[Grid.Slots], [worker]), 1, TimeSpan.FromSeconds(5)).Solve(default).Rows[0]!.ShouldHaveSingleItem();
        grid.At(shift.From).InZone(Copenhagen).Date.ShouldBe(new LocalDate(2026, 10, 25));
        grid.At(shift.To).InZone(Copenhagen).TimeOfDay.ShouldBe(new LocalTime(8, 0));
    }

    private static RotaSolution Solve(int[] required, int people, Contract contract)
    {
        var workers = Enumerable.Range(1, people).Select(i => Worker.Of(new Guid(i, 0, 0, new byte[8]), contract, Copenhagen, Week, Grid.Of(Week), [])).ToList();
        return new RotaSolver(new RotaProblem(required, new int[Grid.Slots], workers), 1, TimeSpan.FromMinutes(2)).Solve(default);
    }

    /// <summary>So many people from hour to hour, Monday to Friday, in Copenhagen.</summary>
    private static int[] Required(int from, int to, int people)
    {
        var required = new int[Grid.Slots];
        for (var day = 1; day <= 5; day++)
            for (var slot = (from - 1) * 2; slot < (to - 1) * 2; slot++) required[(day * 48) + slot] = people;
        return required;
    }

    private static int Missing(int[] required, RotaSolution solution) => required.Zip(solution.Cover, (r, c) => Math.Max(0, r - c)).Sum();
}
