using CustomerOps.Staffing.Rotas;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Rotas;

public sealed class RotaSolverProperties
{
    private const long Little = 1_000_000;
    private static readonly TimeSpan Plenty = TimeSpan.FromMinutes(2);

    [Fact]
    public void No_rota_breaks_a_hard_rule() => Prop.ForAll(RandomWeeks.Any(), week =>
    {
        var solution = new RotaSolver(week.Problem(), week.Seed, Plenty, Little).Solve(CancellationToken.None);
        var broken = week.Hands.Zip(solution.Rows).Where(h => h.Second is not null)
            .SelectMany(h => RuleBook.Broken(h.First.Contract, h.First.Zone, week.Week.Monday, week.Planned(h.Second!), h.First.Standing)).ToList();
        return broken.Count == 0 ? true.ToProperty() : false.Label(string.Join("; ", broken));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Cover_is_what_the_shifts_add_up_to() => Prop.ForAll(RandomWeeks.Any(), week =>
    {
        var solution = new RotaSolver(week.Problem(), week.Seed, Plenty, Little).Solve(CancellationToken.None);
        var counted = new int[Grid.Slots];
        foreach (var shift in solution.Rows.SelectMany(r => r ?? []))
            for (var s = shift.From; s < shift.To; s++) counted[s]++;
        return counted.SequenceEqual(solution.Cover);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void The_same_seed_gives_the_same_rota() => Prop.ForAll(RandomWeeks.Any(), week =>
    {
        var (one, two) = (new RotaSolver(week.Problem(), 7, Plenty, Little).Solve(default), new RotaSolver(week.Problem(), 7, Plenty, Little).Solve(default));
        return one.Rows.Zip(two.Rows).All(r => (r.First ?? []).SequenceEqual(r.Second ?? [])) && one.Cover.SequenceEqual(two.Cover);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void A_lack_of_people_is_named_and_covered_by_open_shifts() => Prop.ForAll(RandomWeeks.Any(), week =>
    {
        var problem = week.Problem();
        var solution = new RotaSolver(problem, week.Seed, Plenty, Little).Solve(default);
        var open = OpenShifts.Cover(problem.Required, solution.Cover);
        var cover = (int[])solution.Cover.Clone();
        foreach (var shift in open)
            for (var s = shift.From; s < shift.To; s++) cover[s]++;
        return Enumerable.Range(0, Grid.Slots).All(s => (Uncovered.Reason(problem, solution, s) is not null) == (solution.Cover[s] < problem.Required[s]))
            && (open.Count == OpenShifts.Most || Enumerable.Range(0, Grid.Slots).All(s => cover[s] >= problem.Required[s]));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
}
